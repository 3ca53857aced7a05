import assert from 'node:assert/strict'

import {readTemplate} from '../template/read-template.js'
import {evaluate} from './evaluate.js'
import type {Scope} from './scope.js'

const template = readTemplate(`
Transform: AWS::LanguageExtensions
Mappings:
  Sizes:
    dev: {cpu: "256", zones: [a, b]}
Resources:
  Vpc: {Type: AWS::EC2::VPC}
`)

const scope: Scope = {
  template,
  parameters: new Map<string, string | string[]>([
    ['Name', 'app'],
    ['List', ['x', 'y']],
  ]),
  conditions: new Map([
    ['Yes', true],
    ['No', false],
  ]),
  pseudo: new Map([['AWS::Region', 'eu-west-1']]),
  zones: (region) => [`${region}a`, `${region}b`],
  reference: (id) => `ref-${id}`,
  attribute: (id, name) => `${id}/${name}`,
  exported: (name) => `exported-${name}`,
}

const fn = (name: string, argument: unknown) => evaluate({[`Fn::${name}`]: argument}, scope)

describe('an expression', () => {
  it('refers to parameters, lists, resources and pseudo parameters', () => {
    const names = ['Name', 'List', 'Vpc', 'AWS::Region'].map((Ref) => ({Ref}))

    assert.deepEqual(evaluate(names, scope), ['app', ['x', 'y'], 'ref-Vpc', 'eu-west-1'])
  })

  it('leaves out what has no value', () => {
    const none = {Ref: 'AWS::NoValue'}

    assert.deepEqual(evaluate({a: none, b: [1, none], c: {'Fn::If': ['No', 1, none]}}, scope), {b: [1]})
  })

  it('substitutes names, attributes and variables, and keeps literals', () => {
    const text = '${Name} ${Vpc} ${Vpc.Cidr.Block} ${!Literal} ${AWS::Region} ${Own}'

    const result = fn('Sub', [text, {Own: {Ref: 'Name'}}])

    assert.equal(result, 'app ref-Vpc Vpc/Cidr.Block ${Literal} eu-west-1 app')
  })

  it('joins, splits and selects', () => {
    assert.equal(fn('Join', ['-', {Ref: 'List'}]), 'x-y')
    assert.deepEqual(fn('Split', ['-', 'a-b-']), ['a', 'b', ''])
    assert.equal(fn('Select', ['1', {'Fn::Split': [',', 'a,b']}]), 'b')
  })

  it('finds in maps, also with a default', () => {
    assert.equal(fn('FindInMap', ['Sizes', 'dev', 'cpu']), '256')
    assert.deepEqual(fn('FindInMap', ['Sizes', 'dev', 'zones']), ['a', 'b'])
    assert.equal(fn('FindInMap', ['Sizes', 'prod', 'cpu', {DefaultValue: {Ref: 'Name'}}]), 'app')
    assert.throws(() => fn('FindInMap', ['Sizes', 'prod', 'cpu']), {
      message: 'Template error: Unable to get mapping for Sizes::prod::cpu',
    })
  })

  it('encodes, counts and writes JSON', () => {
    assert.equal(fn('Base64', 'hello'), 'aGVsbG8=')
    assert.equal(fn('Length', {Ref: 'List'}), 2)
    assert.equal(fn('ToJsonString', {a: {Ref: 'Name'}}), '{"a":"app"}')
  })

  it('takes one branch and does not look at the other', () => {
    const broken = {'Fn::Select': [9, []]}

    assert.equal(fn('If', ['Yes', 'a', broken]), 'a')
    assert.equal(fn('If', ['No', broken, 'b']), 'b')
  })

  it('splits a block into smaller ones by their host bits', () => {
    assert.deepEqual(fn('Cidr', ['10.42.0.0/24', 2, 7]), ['10.42.0.0/25', '10.42.0.128/25'])
    assert.equal((fn('Cidr', ['192.168.0.0/24', '6', '5']) as string[]).at(-1), '192.168.0.160/27')
    assert.deepEqual(fn('Cidr', ['255.255.255.0/24', 1, 4]), ['255.255.255.0/28'])
    assert.throws(() => fn('Cidr', ['10.0.0.0/24', 3, 7]), /cannot make 3 blocks of \/25/)
  })

  it('knows the zones of the region and of another one', () => {
    assert.deepEqual(fn('GetAZs', ''), ['eu-west-1a', 'eu-west-1b'])
    assert.deepEqual(fn('GetAZs', {Ref: 'AWS::Region'}), ['eu-west-1a', 'eu-west-1b'])
    assert.deepEqual(fn('GetAZs', 'us-east-1'), ['us-east-1a', 'us-east-1b'])
  })

  it('says what is wrong in the words of CloudFormation', () => {
    const wrong: [string, unknown, RegExp][] = [
      ['Join', ['-', 'text'], /every Fn::Join object requires two parameters, \(1\) a string delimiter/],
      ['Split', ['-', ['a']], /every Fn::Split object requires two parameters/],
      ['Select', [0, 'text'], /Fn::Select requires a list argument with two elements: an integer index and a list/],
      ['Select', [5, ['a']], /Fn::Select cannot select nonexistent value at index 5/],
      ['GetAtt', ['Vpc', ''], /every Fn::GetAtt object requires two non-empty parameters/],
      ['Sub', 5, /Fn::Sub intrinsic functions don't specify expected arguments/],
      ['Sub', '${List}', /variable List in Fn::Sub expression does not resolve to a string/],
      ['If', ['Maybe', 1, 2], /unresolved condition dependency Maybe in Fn::If/],
      ['Nope', 1, /Unknown function Fn::Nope/],
    ]

    for (const [name, argument, message] of wrong) assert.throws(() => fn(name, argument), message)
  })
})
