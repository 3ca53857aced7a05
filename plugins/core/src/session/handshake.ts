import {StackError} from '../errors.js'
import {readJson} from './read-json.js'

export interface HandshakeAnswer {
  /** The `HandshakeResponse` to send. */
  readonly response: Buffer
  /** Why there can be no session; told after the response was sent. */
  readonly refusal?: StackError
}

/** The versions that the agent compares (datachannel.go) need three numbers and more; this one knows separate outputs. */
const CLIENT_VERSION = '1.2.800.0'

const SUCCESS = 1
const FAILED = 2
const UNSUPPORTED = 3

/** All three are shown in a terminal (session-manager-plugin, src/datachannel/streaming.go, ProcessSessionTypeHandshakeAction). */
const SESSION_TYPES = ['Standard_Stream', 'InteractiveCommands', 'NonInteractiveCommands']

/** Answers each action that the agent asks for (src/datachannel/streaming.go, handleHandshakeRequest; src/message/handshakemessage.go). */
export function answerHandshake(payload: Buffer): HandshakeAnswer {
  const {RequestedClientActions: requested} = readJson(payload, 'a handshake')
  const actions = Array.isArray(requested) ? (requested as Partial<RequestedAction>[]) : []
  const answers = actions.map((action) => ({action, refusal: refuse(action)}))

  const processed = answers.map(({action, refusal}) => ({
    ActionType: action.ActionType,
    ActionStatus: refusal ? (action.ActionType === 'SessionType' ? FAILED : UNSUPPORTED) : SUCCESS,
    ActionResult: null,
    Error: refusal?.message ?? '',
  }))
  const refusals = answers.flatMap(({refusal}) => (refusal ? [refusal] : []))
  const response = {
    ClientVersion: CLIENT_VERSION,
    ProcessedClientActions: processed,
    Errors: refusals.map(({message}) => message),
  }
  const [refusal] = refusals
  return {response: Buffer.from(JSON.stringify(response)), ...(refusal && {refusal})}
}

interface RequestedAction {
  readonly ActionType: string
  readonly ActionParameters: {readonly SessionType?: string}
}

function refuse({ActionType: type = 'nothing', ActionParameters: parameters}: Partial<RequestedAction>) {
  if (type === 'KMSEncryption')
    return refused('the session is to be encrypted with a KMS key, which only the session-manager-plugin can do')
  if (type !== 'SessionType') return refused(`the session asks for ${type}, which is not known here`)
  const sessionType = parameters?.SessionType ?? 'none'
  if (!SESSION_TYPES.includes(sessionType)) return refused(`the session is of the type ${sessionType}, not a shell`)
  return undefined
}

function refused(message: string): StackError {
  return new StackError('SESSION_REFUSED', message)
}
