import assert from 'node:assert/strict'

import {readTemplate} from '../template/read-template.js'
import {resolveParameters} from './resolve-parameters.js'

function resolve(declarations: string, given: Record<string, string>, previous: Record<string, string> = {}) {
  const template = readTemplate(`
Parameters: ${declarations}
Resources: {Log: {Type: "AWS::Logs::LogGroup"}}
`)
  const keep = Object.entries(previous).map(([key, value]) => ({key, value, noEcho: false, resolved: value}))
  const values = Object.entries(given).map(([key, value]) => ({
    key,
    ...(value !== 'KEEP' && {value}),
    usePrevious: value === 'KEEP',
  }))
  return Object.fromEntries(resolveParameters(template, values, keep).map(({key, resolved}) => [key, resolved]))
}

describe('parameters', () => {
  it('are given, kept or preset, and lists where their type is one', () => {
    const declarations =
      '{A: {Type: String}, B: {Type: Number, Default: 5}, C: {Type: CommaDelimitedList, Default: "x, y"}, D: {Type: "List<AWS::EC2::Subnet::Id>"}}'

    assert.deepEqual(resolve(declarations, {A: 'KEEP', D: 'subnet-1,subnet-2'}, {A: 'old'}), {
      A: 'old',
      B: '5',
      C: ['x', 'y'],
      D: ['subnet-1', 'subnet-2'],
    })
  })

  it('are all there and no more', () => {
    assert.throws(() => resolve('{A: {Type: String}, B: {Type: String}, C: {Type: String}}', {B: 'x'}), {
      message: 'Parameters: [A, C] must have values',
    })
    assert.throws(() => resolve('{A: {Type: String, Default: x}}', {B: '1', C: '2'}), {
      message: 'Parameters: [B, C] do not exist in the template',
    })
  })

  it('keep their constraints', () => {
    const cases: [string, string, string][] = [
      ['Type: String, AllowedValues: [a, b]', 'c', "Parameter 'A' must be one of AllowedValues"],
      ['Type: String, AllowedPattern: "a|b"', 'ab', "Parameter 'A' must match pattern a|b"],
      [
        'Type: String, AllowedPattern: "[a-z]+", ConstraintDescription: only letters',
        '1',
        'Parameter A failed to satisfy constraint: only letters',
      ],
      ['Type: String, MinLength: 3', 'ab', "Parameter 'A' must contain at least 3 characters"],
      ['Type: String, MaxLength: 1', 'ab', "Parameter 'A' must contain at most 1 characters"],
      ['Type: Number', 'seven', "Parameter 'A' must be a number."],
      ['Type: Number, MinValue: 5', '4', "Parameter 'A' must be a number not less than 5"],
      ['Type: Number, MaxValue: 5', '6', "Parameter 'A' must be a number not greater than 5"],
      ['Type: List<Number>', '1,x', "Parameter 'A' must be a number."],
      ['Type: CommaDelimitedList, AllowedPattern: "[a-z]"', 'a,1', "Parameter 'A' must match pattern [a-z]"],
    ]

    for (const [declaration, value, message] of cases) {
      assert.throws(() => resolve(`{A: {${declaration}}}`, {A: value}), {message}, declaration)
    }
  })
})
