import assert from 'node:assert/strict'

import {stackOutputsOf, stepOutputsOf} from './stack-outputs.js'
import {commandRun, deployed} from './testing/sample-run.fixture.js'

function collect() {
  const warnings: string[] = []
  return {warnings, warn: (text: string) => void warnings.push(text)}
}

const place = {app: 'vast', stage: 'dev', region: 'eu-west-1'}
const told = (name: string, where = place, part = 'network') => ({
  ...where,
  outputs: [{part, name, value: `${where.stage} ${name}`}],
})

describe('the stack outputs of a step', () => {
  it('are together what several commands tell of one place', () => {
    const {warnings, warn} = collect()
    const commands = [commandRun({result: deployed}), commandRun({result: told('SubnetId')})]

    const outputs = stackOutputsOf(commands, warn)

    assert.deepEqual(outputs, {network: {VpcId: 'vpc-1', SubnetId: 'dev SubnetId'}})
    assert.deepEqual(warnings, [])
  })

  it('are of a part those of the last place alone, with a warning', () => {
    const {warnings, warn} = collect()
    const commands = [
      commandRun({result: deployed}),
      commandRun({result: told('A', {...place, stage: 'prod'})}),
      commandRun({result: told('B', {...place, stage: 'prod'})}),
    ]

    const outputs = stackOutputsOf(commands, warn)

    assert.deepEqual(outputs, {network: {A: 'prod A', B: 'prod B'}})
    assert.deepEqual(warnings, [
      'the outputs of network are those of vast prod eu-west-1, those of vast dev eu-west-1 are left out: use a step for each',
    ])
  })

  it('are not those of a command that has no result', () => {
    assert.deepEqual(
      stackOutputsOf([commandRun(), commandRun({result: null})], () => {}),
      {},
    )
  })
})

describe('the outputs of a step', () => {
  const taken = ['changed', 'result']

  it('have the names of the stack outputs, of two parts the later', () => {
    const {warnings, warn} = collect()

    const outputs = stepOutputsOf({a: {Url: '1', Id: '2'}, b: {Url: '3'}}, {prefix: 'x-', taken, warn})

    assert.deepEqual(Object.fromEntries(outputs), {'x-Url': '3', 'x-Id': '2'})
    assert.deepEqual(warnings, [])
  })

  it('never take a name of our own, in whatever case', () => {
    const {warnings, warn} = collect()

    const outputs = stepOutputsOf({a: {Changed: 'no', RESULT: 'no', ok: '1'}}, {prefix: '', taken, warn})

    assert.deepEqual(Object.fromEntries(outputs), {ok: '1'})
    assert.match(warnings.join('\n'), /output Changed is .*\n.*output RESULT is /)
  })

  it('are the first of those that differ in case alone, with a warning', () => {
    const {warnings, warn} = collect()

    const outputs = stepOutputsOf({a: {VpcId: '1'}, b: {VPCID: '2'}}, {prefix: '', taken, warn})

    assert.deepEqual(Object.fromEntries(outputs), {VpcId: '1'})
    assert.deepEqual(warnings, [
      'the stack output VPCID is in the output "outputs" alone: VpcId is the same name to GitHub',
    ])
  })
})
