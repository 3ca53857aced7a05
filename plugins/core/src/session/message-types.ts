/** `MessageType` of what goes over a data channel (session-manager-plugin, src/message/clientmessage.go). */
export const MESSAGE = {
  input: 'input_stream_data',
  output: 'output_stream_data',
  acknowledge: 'acknowledge',
  closed: 'channel_closed',
  start: 'start_publication',
  pause: 'pause_publication',
} as const

/** `PayloadType` of stream messages (session-manager-plugin, src/message/clientmessage.go). */
export const PAYLOAD = {
  output: 1,
  error: 2,
  size: 3,
  parameter: 4,
  handshakeRequest: 5,
  handshakeResponse: 6,
  handshakeComplete: 7,
  encryptionChallengeRequest: 8,
  encryptionChallengeResponse: 9,
  flag: 10,
  stderr: 11,
  exitCode: 12,
} as const

/** Bits of `Flags` (amazon-ssm-agent, agent/session/contracts/agentmessage.go). An acknowledgement carries both. */
export const FLAG = {syn: 1, fin: 2} as const
