import {serializeMessage, type SessionMessage} from './message.js'
import {FLAG, MESSAGE} from './message-types.js'
import {readJson} from './read-json.js'

/** One answer for each stream message (session-manager-plugin, src/message/messageparser.go, SerializeClientMessageWithAcknowledgeContent). */
export function acknowledge({type, id, sequence}: SessionMessage): Buffer {
  const content = {
    AcknowledgedMessageType: type,
    AcknowledgedMessageId: id,
    AcknowledgedMessageSequenceNumber: sequence,
    IsSequentialMessage: true,
  }
  return serializeMessage({
    type: MESSAGE.acknowledge,
    sequence: 0,
    flags: FLAG.syn | FLAG.fin,
    payloadType: 0,
    payload: Buffer.from(JSON.stringify(content)),
  })
}

/** The sequence number that is acknowledged. */
export function acknowledgedSequence(message: SessionMessage): number {
  const {AcknowledgedMessageSequenceNumber: sequence} = readJson(message.payload, 'an acknowledgement')
  return Number(sequence)
}
