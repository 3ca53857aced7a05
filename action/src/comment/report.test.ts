import assert from 'node:assert/strict'

import type {PlanResult} from '@aws-stack/core'

import type {CommandRun} from '../run.js'
import {reportsOf} from './report.js'

const place = {app: 'vast', stage: 'dev', region: 'eu-west-1'}
const plan: PlanResult = {...place, changed: true, images: [], stacks: [], configs: [], losses: []}

function command(rest: Partial<CommandRun> = {}): CommandRun {
  return {id: 'vast:plan', argv: [], startedAt: 0, exitCode: 0, nodes: [], warnings: [], ...place, plan, ...rest}
}

function told(...commands: CommandRun[]): string[] {
  return reportsOf({commands}).map(({verb, app, stage, parts}) => [verb, app, stage, ...parts].join(' '))
}

describe('what a pull request is told of', () => {
  it('is each stage, by the last plan or deploy', () => {
    assert.deepEqual(
      told(command(), command({stage: 'prod'}), command({id: 'vast:deploy', verb: 'deploy', result: {durationMs: 1}})),
      ['deploy vast dev', 'plan vast prod'],
    )
  })

  it('is a deploy that only plans, as a plan', () => {
    assert.deepEqual(told(command({id: 'vast:deploy', argv: ['--dry-run'], result: {}})), ['plan vast dev'])
  })

  it('is a deploy that had nothing to do, or was not begun, as what it was', () => {
    const refused = command({id: 'vast:deploy', stage: 'prod', error: new Error('declined')})

    assert.deepEqual(told(command({id: 'vast:deploy', result: {...plan}}), refused), [
      'plan vast dev',
      'deploy vast prod',
    ])
  })

  it('is a deploy that nobody waits for, as one that goes on', () => {
    const goesOn = (status: string) => {
      const result = {stacks: [{part: 'network', status}]}
      return reportsOf({commands: [command({id: 'vast:deploy', verb: 'deploy', result})]})[0]?.goesOn
    }

    assert.deepEqual(['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE'].map(goesOn), [true, undefined])
  })

  it('is a plan of some parts beside that of all', () => {
    const argv = ['--part', 'server,network', '--part=client']

    assert.deepEqual(told(command(), command({argv})), ['plan vast dev', 'plan vast dev client network server'])
  })

  it('is no other command, and none that ended before it was known where it works', () => {
    const nowhere = {id: 'vast:plan', argv: [], startedAt: 0, exitCode: 4, nodes: [], warnings: []}

    assert.deepEqual(told(command({id: 'vast:status'}), {...nowhere, error: new Error('no credentials')}), [])
  })
})
