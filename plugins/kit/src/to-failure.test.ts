import assert from 'node:assert/strict'

import {StackError} from '@aws-stack/core'

import {toFailure} from './to-failure.js'

const command = 'aws-stack fake:act'

describe('toFailure', () => {
  it('keeps our own errors, and gives them their exit code', () => {
    const error = new StackError('BUSY', 'busy')

    const failure = toFailure(error, {command})

    assert.equal(failure, error)
    assert.deepEqual([failure.exitCode, failure.oclif.exit], [7, 7])
  })

  it("makes one line of the parser's words", () => {
    const thrown = Object.assign(
      new Error('Parsing --port \n\tExpected an integer but received: x\nSee more help with --help'),
      {oclif: {exit: 2}},
    )

    const failure = toFailure(thrown, {command})

    assert.equal(failure.message, 'parsing --port Expected an integer but received: x')
    assert.ok(StackError.is(failure))
    assert.deepEqual(failure.suggestions, ['aws-stack fake:act --help'])
  })

  it('suggests nothing that would reach another account', () => {
    const error = new StackError('STACK_STATE', 'stuck', {
      suggestions: ['aws cloudformation describe-stack-events --stack-name x', 'aws-stack doctor'],
    })
    const given = {command, flags: ['--local'], profile: undefined, local: true, endpoint: undefined}

    const failure = toFailure(error, {command, given})

    assert.ok(StackError.is(failure))
    assert.deepEqual(failure.suggestions, ['aws-stack doctor --local'])
  })

  it('takes whatever is thrown after a signal for its consequence, but not an error that we know', () => {
    const signal = AbortSignal.abort('SIGTERM')

    const [unknown, known] = [
      toFailure(new Error('aborted'), {command, signal}),
      toFailure(new StackError('STACK_FAILED', 'failed'), {command, signal}),
    ]

    assert.deepEqual([unknown.exitCode, unknown.message, known.exitCode], [143, 'cancelled by SIGTERM', 5])
  })

  it('takes anything else for a bug, also what is no error', () => {
    assert.deepEqual([toFailure(new TypeError('x'), {command}).exitCode, toFailure('x', {command}).message], [1, 'x'])
  })
})
