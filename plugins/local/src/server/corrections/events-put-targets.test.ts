import assert from 'node:assert/strict'

import type {ServiceRequest} from '../service.js'
import {eventsPutTargets} from './events-put-targets.js'

async function forwarded(InputTemplate: string): Promise<unknown> {
  const targets = {Targets: [{Id: 'a', InputTransformer: {InputPathsMap: {key: '$.k'}, InputTemplate}}, {Id: 'b'}]}
  let sent: Buffer | undefined
  await eventsPutTargets({body: Buffer.from(JSON.stringify(targets))} as ServiceRequest, (request) => {
    sent = request.body
    return Promise.resolve({status: 200, headers: {}, body: ''})
  })
  const {Targets} = JSON.parse(String(sent)) as {Targets: {Id: string; InputTransformer?: {InputTemplate: string}}[]}
  assert.deepEqual(
    Targets.map(({Id}) => Id),
    ['a', 'b'],
  )
  return Targets[0]?.InputTransformer?.InputTemplate
}

describe('PutTargets', () => {
  it('puts texts into a template with their quotes, as EventBridge does', async () => {
    assert.equal(await forwarded('{"cmd": "x", "env": {"KEY": <key>}}'), '{"cmd": "x", "env": {"KEY": "<key>"}}')
    assert.equal(await forwarded('[<key>, <key>]'), '["<key>", "<key>"]')
  })

  it('leaves alone what stands inside a text', async () => {
    assert.equal(await forwarded('"the object <key>"'), '"the object <key>"')
  })
})
