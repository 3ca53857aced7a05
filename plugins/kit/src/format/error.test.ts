import assert from 'node:assert/strict'
import {stripVTControlCharacters} from 'node:util'

import {StackError} from '@aws-stack/core'

import {formatError} from './error.js'

const plain = (error: unknown) => stripVTControlCharacters(formatError(error))

describe('formatError', () => {
  it('puts the first cause first, then resource, template line and state, then what to run', () => {
    const error = new StackError('STACK_FAILED', 'vast-dev-network failed at NatGateway: no more addresses', {
      blame: 'aws',
      details: {
        stack: 'vast-dev-network',
        status: 'ROLLBACK_COMPLETE',
        resource: 'NatGateway',
        resourceType: 'AWS::EC2::NatGateway',
        reason: 'no more addresses',
        template: {file: 'vast/network.yaml', line: 120},
      },
      suggestions: ['aws-stack vast:status', 'aws-stack vast:deploy'],
    })

    assert.equal(
      plain(error),
      `Error: vast-dev-network failed at NatGateway: no more addresses
  resource  NatGateway (AWS::EC2::NatGateway)
  template  vast/network.yaml:120
  state     the stack is ROLLBACK_COMPLETE
  code      STACK_FAILED

Try:
  aws-stack vast:status
  aws-stack vast:deploy`,
    )
  })

  it('shows what was found that explains it', () => {
    const error = new StackError('SERVER_FAILED', 'vast-dev-server did not stay up: it ended with exit code 1', {
      details: {evidence: [{title: 'last lines of main', lines: ['error: no database']}]},
      suggestions: ['aws-stack vast:status'],
    })

    assert.match(
      plain(error),
      /code {2}SERVER_FAILED\n\n {2}last lines of main:\n {4}error: no database\n\nTry:\n {2}aws-stack vast:status$/,
    )
  })

  it('repeats a reason only where the message does not hold it', () => {
    const error = new StackError('CHANGE_SET_FAILED', 'no change set for vast-dev-server', {
      details: {reason: 'Parameters: [X] must have values'},
    })

    assert.match(plain(error), /reason {2}Parameters: \[X\] must have values/)
  })

  it('prints the stack trace of what nobody expected, its causes, and asks for a report', () => {
    const error = new TypeError('x is undefined', {cause: new Error('socket hang up')})

    const text = plain(error)

    assert.match(text, /^Error: this is a bug of aws-stack\nTypeError: x is undefined\n {4}at /)
    assert.match(text, /caused by Error: socket hang up/)
    assert.match(text, /Please report it/)
  })

  it("leaves out an unexpected error's other properties, which may hold a token", () => {
    const error = Object.assign(new Error('refused'), {$response: {headers: {authorization: 'secret-token'}}})

    assert.doesNotMatch(plain(error), /secret-token/)
  })

  it('takes one calm line for a no', () => {
    const declined = new StackError('DECLINED', 'nothing was changed: the answer was no')
    const left = new StackError('CANCELLED', 'nothing was changed: cancelled by SIGINT', {details: {changed: false}})

    assert.equal(formatError(declined), 'nothing was changed: the answer was no')
    assert.equal(formatError(left), 'nothing was changed: cancelled by SIGINT')
  })
})
