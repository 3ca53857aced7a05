import assert from 'node:assert/strict'

import type {Inputs} from './inputs.js'
import {refuseIdleGates, withInputs} from './with-inputs.js'

type Flags = Parameters<typeof withInputs>[1]['flags']

function flags(...names: string[]): Flags {
  return Object.fromEntries(names.map((name) => [name, {}])) as unknown as Flags
}

function inputs(given: Partial<Inputs>): Inputs {
  return {'dry-run': false, 'fail-on': [], confirm: false, ...given} as Inputs
}

const deploy = {id: 'vast:deploy', flags: flags('dry-run', 'fail-on', 'yes', 'stage')}
const command = (id: string, ...names: string[]) => ({id, flags: flags(...names)})
const refusal = (message: RegExp) => ({code: 'INPUT_INVALID', message})

describe('an input', () => {
  it('becomes a flag where the command has it and the line does not name it', () => {
    const added = withInputs(
      ['--stage', 'dev', '--', 'ls'],
      deploy,
      inputs({stage: 'prod', region: 'x', confirm: true}),
    )

    assert.deepEqual(added, ['--stage', 'dev', '--yes', '--', 'ls'])
  })

  it('that refuses changes adds to what the line refuses itself', () => {
    const added = withInputs(['--fail-on', 'delete'], deploy, inputs({'fail-on': ['replace']}))

    assert.deepEqual(added, ['--fail-on', 'delete', '--fail-on', 'replace'])
  })
})

describe('the gate dry-run', () => {
  const dry = inputs({'dry-run': true})

  for (const id of ['vast:image:push', 'vast:start', 'vast:cancel', 'substation:send', 'substation:shards', 'acme:new'])
    it(`does not let ${id} pass, which has no such flag`, () => {
      const check = () => refuseIdleGates([deploy, command(id)], dry)

      assert.throws(check, refusal(new RegExp(`the input dry-run has no effect on ${id}: there is no --dry-run`)))
    })

  it('lets pass what only looks', () => {
    const looking = ['vast:status', 'substation:config:validate', 'vast:image:list', 'doctor']

    refuseIdleGates([deploy, ...looking.map((id) => command(id))], dry)
  })

  it('takes only whole names for those that look', () => {
    for (const id of ['status', 'vast:doctor', 'vast:snapshot', 'vast:acme:plan'])
      assert.throws(() => refuseIdleGates([deploy, command(id)], dry), refusal(/no effect/))
  })
})

describe('the gate fail-on', () => {
  const gate = inputs({'fail-on': ['delete']})

  it('does not let a destroy pass', () => {
    const check = () => refuseIdleGates([deploy, command('vast:destroy', 'yes')], gate)

    assert.throws(check, refusal(/the input fail-on has no effect on vast:destroy: there is no --fail-on/))
  })

  it('lets pass what deletes no stack', () => {
    refuseIdleGates([command('vast:image:push'), deploy], gate)
  })

  it('holds nothing back where it is not set', () => {
    refuseIdleGates([command('vast:destroy', 'yes'), command('vast:start')], inputs({}))
  })
})
