import assert from 'node:assert/strict'

import type {Stack} from './context.js'
import {isUnchanged} from './parameters.js'
import {parseTemplate} from './template/parse-template.js'

const text =
  'Parameters:\n  Cidr: {Type: String}\n  Size: {Type: Number, Default: 2}\n  Secret: {Type: String, NoEcho: true, Default: x}\nResources: {}\n'
const plain = text.replace(/ {2}Secret.*\n/, '')
const tags = [
  {key: 'a', value: '1'},
  {key: 'b', value: '2'},
]

function stack(change: Partial<Stack> = {}): Stack {
  return {
    id: 'arn',
    name: 's',
    status: 'CREATE_COMPLETE',
    parameters: {Cidr: '10.0.0.0/24', Size: '2'},
    outputs: {},
    tags: tags.toReversed(),
    terminationProtection: false,
    createdAt: 0,
    ...change,
  }
}

const unchanged = (
  parameters: Parameters<typeof isUnchanged>[0]['parameters'],
  deployed = stack(),
  now = plain,
  then = plain,
) => isUnchanged({text: now, template: parseTemplate(now, 't'), parameters, tags}, {stack: deployed, text: then})

describe('isUnchanged', () => {
  it('is so for the same template, parameters and tags, in any order and with defaults left out', () => {
    assert.equal(unchanged({Cidr: {value: '10.0.0.0/24'}}), true)
    assert.equal(unchanged({Size: {value: '2'}, Cidr: {value: '10.0.0.0/24'}}), true)
  })

  it('is so for a template that says the same in other words', () => {
    assert.equal(
      unchanged(
        {Cidr: {value: '10.0.0.0/24'}},
        stack(),
        `# comment
${plain}`,
      ),
      true,
    )
  })

  it('is not so for another template, value, tag, or a value that is not known yet', () => {
    assert.equal(unchanged({Cidr: {value: '10.0.0.0/24'}}, stack(), plain.replace('Number', 'String')), false)
    assert.equal(unchanged({Cidr: {value: '10.1.0.0/24'}}), false)
    assert.equal(unchanged({Cidr: {value: '10.0.0.0/24'}}, stack({tags: []})), false)
    assert.equal(unchanged({Cidr: {after: 'build'}}), false)
  })

  it('sees that a value is back to its default', () => {
    assert.equal(
      unchanged({Cidr: {value: '10.0.0.0/24'}}, stack({parameters: {Cidr: '10.0.0.0/24', Size: '3'}})),
      false,
    )
  })

  it('leaves a transient value out', () => {
    assert.equal(unchanged({Cidr: {value: 'other', transient: true}}), true)
  })

  it('cannot tell a NoEcho value', () => {
    const deployed = stack({parameters: {Cidr: '10.0.0.0/24', Size: '2', Secret: '****'}})

    assert.equal(unchanged({Cidr: {value: '10.0.0.0/24'}}, deployed, text, text), false)
  })
})
