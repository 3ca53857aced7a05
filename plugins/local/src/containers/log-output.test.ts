import assert from 'node:assert/strict'
import {setTimeout as sleep} from 'node:timers/promises'

import type {PutLogEventsCommandInput} from '@aws-sdk/client-cloudwatch-logs'

import type {ServiceClients} from '../services/cloudformation/clients.js'
import {openLogOutput} from './log-output.js'

describe('the output of a container', () => {
  it('is dropped above 10 MiB that wait, and goes on when they are sent', async () => {
    const sent: string[] = []
    const held = Promise.withResolvers<void>()
    const client = {
      async send({input}: {input: Partial<PutLogEventsCommandInput>}) {
        if (!input.logEvents) return
        await held.promise
        sent.push(...input.logEvents.map(({message}) => message!))
      },
    }
    const clients = {logs: () => Promise.resolve(client)} as unknown as ServiceClients
    const output = await openLogOutput({group: '/g', stream: 's', createGroup: false}, clients, 1)
    const megabyte = 'x'.repeat(1024 * 1024)

    output.write({timestamp: 1, message: 'first'})
    for (let count = 0; count < 20; count += 1) output.write({timestamp: 2, message: megabyte})
    held.resolve()
    while (sent.length < 11) await sleep(1)
    output.write({timestamp: 3, message: 'after'})
    await output.close()
    output.write({timestamp: 4, message: 'too late'})

    assert.deepEqual(
      sent.map((message) => message.slice(0, 5)),
      ['first', ...Array.from({length: 10}, () => 'xxxxx'), 'after'],
    )
  })

  it('is sent whole, however long it takes to come after the end of the container', async () => {
    const sent: string[] = []
    const client = {
      send({input}: {input: Partial<PutLogEventsCommandInput>}) {
        sent.push(...(input.logEvents ?? []).map(({message}) => message!))
        return Promise.resolve({})
      },
    }
    const clients = {logs: () => Promise.resolve(client)} as unknown as ServiceClients
    const output = await openLogOutput({group: '/g', stream: 's', createGroup: false}, clients, 1, 1000)
    const messages = Array.from({length: 30}, (_, index) => String(index))

    output.follow(slowly(messages))
    await output.close()

    assert.deepEqual(sent, messages)
  })
})

async function* slowly(messages: readonly string[]) {
  for (const message of messages) {
    await sleep(50)
    yield {timestamp: 1, message}
  }
}
