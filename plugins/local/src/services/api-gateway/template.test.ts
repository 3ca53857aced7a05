import assert from 'node:assert/strict'

import {renderTemplate, TemplateProblem} from './template.js'

const SCOPE = {
  body: '{"user": {"name": "O\'Neil", "tags": ["a", "b"]}, "n": 1}',
  context: {requestId: 'r-1', identity: {sourceIp: '127.0.0.1'}},
  stageVariables: {stream: 'raw'},
  params: {path: {id: '7'}, querystring: {q: 'x'}, header: {'x-a': 'h'}},
}
const rendered = (template: string) => renderTemplate(template, SCOPE)

describe('a mapping template', () => {
  it('says what came with the request', () => {
    assert.equal(rendered('$context.requestId from $context.identity.sourceIp'), 'r-1 from 127.0.0.1')
    assert.equal(rendered("$input.json('$.user.tags') $input.path('$.user.tags[1]')"), '["a","b"] b')
    assert.equal(rendered("$input.params('id')$input.params('q')$input.params('X-A')"), '7xh')
    assert.equal(rendered('${stageVariables.stream}-$stageVariables.missing.'), 'raw-.')
  })

  it('writes a body into JSON and base64', () => {
    assert.equal(rendered('$util.base64Encode($input.body)'), Buffer.from(SCOPE.body).toString('base64'))
    assert.equal(rendered("$util.escapeJavaScript($input.path('$.user.name'))"), "O\\'Neil")
    assert.equal(rendered("$util.urlEncode('a b')"), 'a+b')
  })

  it('keeps what it sets, and leaves prices and comments alone', () => {
    assert.equal(rendered("#set($name = $input.path('$.user.name'))\n$name ## why\n costs $5"), "O'Neil  costs $5")
  })

  it('says what it does not know', () => {
    assert.throws(() => rendered('#if(true)a#end'), TemplateProblem)
    assert.throws(() => rendered('$util.shout("a")'), TemplateProblem)
  })
})
