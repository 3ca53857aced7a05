import assert from 'node:assert/strict'
import {stripVTControlCharacters} from 'node:util'

import {type Cause, StackError, type WhyResult} from '@aws-stack/core'

import {formatError} from './error.js'
import {formatWhy} from './why.js'

const CAUSE: Cause = {
  stack: 'vast-dev-server',
  logicalId: 'Service',
  type: 'AWS::ECS::Service',
  status: 'CREATE_FAILED',
  reason: 'ECS Deployment Circuit Breaker was triggered.',
  meaning: 'the container main ended with exit code 1',
  evidence: [{title: 'last lines of main (/ecs/vast)', lines: ['opening database', 'error: no space left']}],
  template: {file: 'vast/server.yaml', line: 120},
  folded: 2,
  also: [
    {stack: 'vast-dev-server', logicalId: 'Role', type: 'AWS::IAM::Role', status: 'CREATE_FAILED', reason: 'denied.'},
  ],
  notLookedAt: ['ecs:ListTasks denied'],
  suggestions: ['aws-stack vast:deploy'],
}

describe('a cause', () => {
  it('is printed with meaning, place, state, evidence and consequences, then what to run', () => {
    const error = new StackError(
      'STACK_FAILED',
      'vast-dev-server failed at Service: the circuit breaker was triggered',
      {
        details: {cause: CAUSE, status: 'ROLLBACK_COMPLETE'},
        suggestions: CAUSE.suggestions as string[],
      },
    )

    assert.equal(
      stripVTControlCharacters(formatError(error)),
      `Error: vast-dev-server failed at Service: the circuit breaker was triggered
  the container main ended with exit code 1
  resource  Service (AWS::ECS::Service)
  template  vast/server.yaml:120
  state     the stack is ROLLBACK_COMPLETE
  code      STACK_FAILED

  last lines of main (/ecs/vast):
    opening database
    error: no space left

  also failed:
    Role: denied

  2 other events were consequences

  not looked at: ecs:ListTasks denied

Try:
  aws-stack vast:deploy`,
    )
  })

  it('is told again later, with when it was and what the state is now', () => {
    const failure = {
      operation: 'CREATE',
      startedAt: '2026-11-21T10:00:00.000Z',
      endedAs: 'ROLLBACK_COMPLETE',
      cause: CAUSE,
    } as const

    const text = plain({parts: [{part: 'server', name: 'vast-dev-server', status: 'ROLLBACK_COMPLETE', failure}]})

    assert.match(text, /^vast, stage dev, eu-west-1\n\ncreating vast-dev-server failed at Service: ECS Deployment/)
    assert.match(text, /when {6}2026-11-21T10:00:00.000Z, ended as ROLLBACK_COMPLETE/)
    assert.match(text, /state {5}the stack is ROLLBACK_COMPLETE/)
    assert.match(text, /Try:\n {4}aws-stack vast:deploy$/)
  })

  it('that was mended since says so, and suggests nothing', () => {
    const mended = {operation: 'UPDATE', at: '2026-11-21T11:00:00.000Z'} as const
    const failure = {operation: 'UPDATE', startedAt: '2026-11-21T10:00:00.000Z', cause: CAUSE, mended} as const

    const text = plain({parts: [{part: 'server', name: 'vast-dev-server', status: 'UPDATE_COMPLETE', failure}]})

    assert.match(text, /mended: updating it went well at 2026-11-21T11:00:00.000Z/)
    assert.doesNotMatch(text, /Try:/)
  })

  it('that does not exist is one calm line', () => {
    assert.equal(
      plain({parts: [{part: 'server', name: 'vast-dev-server', status: 'CREATE_COMPLETE'}]}),
      'vast, stage dev, eu-west-1: nothing has failed',
    )
    assert.equal(
      plain({parts: [{part: 'server', name: 'vast-dev-server', status: 'NOT_DEPLOYED'}]}),
      'vast, stage dev, eu-west-1: not deployed, and nothing has failed',
    )
  })
})

function plain({parts}: Pick<WhyResult, 'parts'>): string {
  const failed = parts.some(({failure}) => failure && !failure.mended)
  return stripVTControlCharacters(formatWhy({app: 'vast', stage: 'dev', region: 'eu-west-1', failed, parts}))
}
