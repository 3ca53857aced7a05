import assert from 'node:assert/strict'

import {parseTemplate} from './parse-template.js'

describe('a template text', () => {
  it('may use the short form of every function', () => {
    const parsed = parseTemplate(`
Ref: !Ref Name
GetAtt: !GetAtt Vpc.CidrBlock
Dotted: !GetAtt Stack.Outputs.Url
List: !GetAtt [Vpc, CidrBlock]
Sub: !Sub "\${Name}-x"
SubList: !Sub ["\${A}", {A: !Ref Name}]
Nested: !Select [0, !Split [",", !Join ["-", [a, !Ref Name]]]]
If: !If [IsDev, !GetAZs "", !Base64 text]
Import: !ImportValue
  Fn::Sub: "\${Name}"
Map: !FindInMap [Sizes, !Ref Stage, cpu]
Cidr: !Cidr [10.0.0.0/24, 2, 7]
Condition: !And [!Condition A, !Not [!Equals [a, b]]]
`)

    assert.deepEqual(parsed, {
      Ref: {Ref: 'Name'},
      GetAtt: {'Fn::GetAtt': ['Vpc', 'CidrBlock']},
      Dotted: {'Fn::GetAtt': ['Stack', 'Outputs.Url']},
      List: {'Fn::GetAtt': ['Vpc', 'CidrBlock']},
      Sub: {'Fn::Sub': '${Name}-x'},
      SubList: {'Fn::Sub': ['${A}', {A: {Ref: 'Name'}}]},
      Nested: {'Fn::Select': [0, {'Fn::Split': [',', {'Fn::Join': ['-', ['a', {Ref: 'Name'}]]}]}]},
      If: {'Fn::If': ['IsDev', {'Fn::GetAZs': ''}, {'Fn::Base64': 'text'}]},
      Import: {'Fn::ImportValue': {'Fn::Sub': '${Name}'}},
      Map: {'Fn::FindInMap': ['Sizes', {Ref: 'Stage'}, 'cpu']},
      Cidr: {'Fn::Cidr': ['10.0.0.0/24', 2, 7]},
      Condition: {'Fn::And': [{Condition: 'A'}, {'Fn::Not': [{'Fn::Equals': ['a', 'b']}]}]},
    })
  })

  it('keeps dates as they are written', () => {
    assert.deepEqual(parseTemplate('Version: 2012-10-17'), {Version: '2012-10-17'})
  })

  it('may be JSON', () => {
    assert.deepEqual(parseTemplate(' {"a": {"Ref": "b"}}'), {a: {Ref: 'b'}})
  })

  it('is refused with the place where it is wrong', () => {
    assert.throws(
      () => parseTemplate('a: [1\nb: 2'),
      /^ServiceError|Template format error: YAML not well-formed. \(line 2, column 1\)/,
    )
    assert.throws(() => parseTemplate('{"a": 1,, }'), /Template format error: JSON not well-formed/)
    assert.throws(() => parseTemplate('a: !Sbu x'), /YAML not well-formed. \(line 1, column 4\)/)
  })

  it('has each key once', () => {
    assert.throws(() => parseTemplate('a: 1\na: 2'), /YAML not well-formed. \(line 2, column 1\): duplicate key/)
    assert.throws(() => parseTemplate('{"a": 1, "a": 2}'), /JSON not well-formed. \(line 1, column 10\): duplicate key/)
  })

  it('has no aliases', () => {
    assert.throws(() => parseTemplate('a: &x 1\nb: *x'), /YAML aliases are not allowed in CloudFormation templates/)
  })

  it('has a limit', () => {
    assert.throws(
      () => parseTemplate(`a: ${'x'.repeat(51_200)}`),
      /Member must have length less than or equal to 51200/,
    )
  })
})
