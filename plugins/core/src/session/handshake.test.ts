import assert from 'node:assert/strict'

import {answerHandshake} from './handshake.js'

describe('the handshake of a session', () => {
  it('agrees to a shell', () => {
    const {response, refusal} = answer({
      ActionType: 'SessionType',
      ActionParameters: {SessionType: 'InteractiveCommands'},
    })

    assert.equal(refusal, undefined)
    assert.deepEqual(response.ProcessedClientActions, [
      {ActionType: 'SessionType', ActionStatus: 1, ActionResult: null, Error: ''},
    ])
  })

  it('refuses encryption, and says what can do it', () => {
    const {response, refusal} = answer(
      {ActionType: 'SessionType', ActionParameters: {SessionType: 'Standard_Stream'}},
      {ActionType: 'KMSEncryption', ActionParameters: {KMSKeyId: 'key'}},
    )

    assert.equal(refusal?.code, 'SESSION_REFUSED')
    assert.match(refusal.message, /encrypted with a KMS key, which only the session-manager-plugin can do/)
    assert.deepEqual(
      response.ProcessedClientActions.map(({ActionStatus}) => ActionStatus),
      [1, 3],
    )
    assert.deepEqual(response.Errors, [refusal.message])
  })

  it('refuses what is no shell', () => {
    const {refusal} = answer({ActionType: 'SessionType', ActionParameters: {SessionType: 'Port'}})

    assert.match(String(refusal?.message), /the type Port, not a shell/)
  })

  it('takes nothing but JSON', () => {
    assert.throws(() => answerHandshake(Buffer.from('{"RequestedClient')), {code: 'SESSION_GARBLED'})
  })
})

function answer(...actions: object[]) {
  const payload = Buffer.from(JSON.stringify({AgentVersion: '3.3.0.0', RequestedClientActions: actions}))
  const {response, refusal} = answerHandshake(payload)
  const told = JSON.parse(response.toString()) as {
    ProcessedClientActions: {ActionStatus: number}[]
    Errors: string[]
  }
  return {response: told, refusal}
}
