import assert from 'node:assert/strict'

import {readTemplate} from '../template/read-template.js'
import {evaluateConditions} from './evaluate-conditions.js'

function conditions(section: string, stage = 'dev'): Record<string, boolean> {
  const template = readTemplate(`
Parameters: {Stage: {Type: String}}
Mappings: {Sizes: {dev: {big: "no"}, prod: {big: "yes"}}}
Conditions:
${section}
Resources: {Log: {Type: "AWS::Logs::LogGroup"}}
`)
  const values = evaluateConditions(template, {parameters: new Map([['Stage', stage]]), pseudo: new Map()})
  return Object.fromEntries(values)
}

describe('conditions', () => {
  it('compare, combine and refer to each other, in any order', () => {
    const section = `
  IsBig: !And [!Not [!Condition IsDev], !Equals [!FindInMap [Sizes, !Ref Stage, big], "yes"]]
  IsDev: !Equals [!Ref Stage, dev]
  Either: !Or [Condition: IsDev, Condition: IsBig]
`

    assert.deepEqual(conditions(section, 'dev'), {IsDev: true, IsBig: false, Either: true})
    assert.deepEqual(conditions(section, 'prod'), {IsDev: false, IsBig: true, Either: true})
  })

  it('compare numbers as texts', () => {
    assert.deepEqual(conditions('  Same: !Equals [1, "1"]'), {Same: true})
  })

  it('know no resources', () => {
    assert.throws(() => conditions('  Wrong: !Equals [!Ref Log, "x"]'), {
      message:
        'Template format error: Unresolved dependencies [Log]. Cannot reference resources in the Conditions block of the template',
    })
  })

  it('do not go round in circles', () => {
    assert.throws(
      () => conditions('  A: !Not [!Condition B]\n  B: !Not [!Condition A]'),
      /circular condition dependency/,
    )
  })

  it('are boolean', () => {
    assert.throws(() => conditions('  Wrong: !Ref Stage'), /Conditions can only be boolean operations/)
    assert.throws(
      () => conditions('  Wrong: !Equals [!Ref Stage]'),
      /every Fn::Equals object requires a list of 2 string parameters/,
    )
  })
})
