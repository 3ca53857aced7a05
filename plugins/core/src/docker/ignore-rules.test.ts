import assert from 'node:assert/strict'
import {join} from 'node:path'

import {StackError} from '../errors.js'
import {readIgnoreRules} from './ignore-rules.js'
import {folderOf} from './real-engine.fixture.test.js'

async function rulesOf(text: string) {
  const context = await folderOf({'.dockerignore': text})
  return readIgnoreRules({dockerfile: join(context, 'Dockerfile'), context, platform: '', buildArgs: {}})
}

describe('readIgnoreRules', () => {
  // github.com/moby/patternmatcher, which the docker CLI uses since version 23.
  for (const [pattern, path, ignored] of [
    ['a+b', 'a+b', true],
    ['a+b', 'aab', false],
    ['app/(group)', 'app/(group)/page.tsx', true],
    ['a{1}', 'a{1}', true],
    ['a|b', 'a', false],
    ['\\+a', '+a', true],
    ['**.log', 'deep/down/a.log', true],
    ['!**.log', 'a.log', false],
    ['**.lo?', 'a.log', false],
    ['**/a', 'x/a', true],
    ['**', 'x/a', true],
    ['Readme', 'README', false],
  ] as const) {
    it(`${ignored ? 'ignores' : 'keeps'} ${path} by ${pattern}`, async () => {
      const rules = await rulesOf(pattern)

      assert.equal(rules.ignores(path), ignored)
    })
  }

  it('does not look into an ignored folder unless a later pattern may bring something back', async () => {
    const rules = await rulesOf('*\n!src/*/keep\n! /docs/a.md\n')

    assert.equal(rules.mayKeepBelow('node_modules'), false)
    assert.equal(rules.mayKeepBelow('src'), true)
    assert.equal(rules.mayKeepBelow('src/deep'), true)
    assert.equal(rules.mayKeepBelow('docs'), true)
    assert.equal(rules.mayKeepBelow('docs/other'), false)
  })

  for (const pattern of ['[a', '!']) {
    it(`refuses ${pattern} with its place`, async () => {
      await assert.rejects(rulesOf(`ok\n${pattern}\n`), (error: unknown) => {
        assert.ok(StackError.is(error))
        assert.equal(error.code, 'CONTEXT_NOT_READABLE')
        assert.match(error.message, /\.dockerignore:2 has no valid pattern: /)
        return true
      })
    })
  }
})
