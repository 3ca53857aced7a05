import assert from 'node:assert/strict'

import type {ChangeSetSummary, CloudFormation as Client, ListChangeSetsInput} from '@aws-sdk/client-cloudformation'

import type {Service} from './create-service.js'
import {listChangeSets} from './list-change-sets.js'

describe('the change sets of a stack', () => {
  it('are those that may yet come to something, also while they are executed, of all pages', async () => {
    const service = serviceOf([
      [summary('a', 'AVAILABLE'), summary('b', 'EXECUTE_COMPLETE')],
      [summary('c', 'EXECUTE_IN_PROGRESS'), summary('d', 'EXECUTE_FAILED'), summary('e', 'UNAVAILABLE')],
    ])

    const found = await listChangeSets(service, 'sample-dev-network', new AbortController().signal)

    assert.deepEqual(
      found.map(({id, name}) => [id, name]),
      [
        ['arn:a', 'a'],
        ['arn:c', 'c'],
        ['arn:e', 'e'],
      ],
    )
  })
})

function summary(name: string, status: NonNullable<ChangeSetSummary['ExecutionStatus']>): ChangeSetSummary {
  return {ChangeSetId: `arn:${name}`, ChangeSetName: name, ExecutionStatus: status}
}

function serviceOf(pages: readonly ChangeSetSummary[][]): Service<Client> {
  const client = {
    async listChangeSets({NextToken = '0'}: ListChangeSetsInput) {
      const next = Number(NextToken) + 1
      return {Summaries: pages[next - 1], ...(next < pages.length && {NextToken: String(next)})}
    },
  } as unknown as Client
  return {call: (_operation, send) => send(client, {abortSignal: new AbortController().signal})} as Service<Client>
}
