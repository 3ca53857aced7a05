import {cancelled, StackError} from '../errors.js'
import {type AwsAccess, clientConfig} from './access.js'
import {classify} from './aws-error.js'
import {type CallPace, createCallPace} from './call-pace.js'
import {learnCredentials, type Credentialed} from './learn-credentials.js'
import {type Patience, retryDelay} from './retry.js'
import {untilAborted} from './until-aborted.js'

/** A service of AWS whose client is loaded by the first call. */
export interface Service<Client> {
  readonly access: AwsAccess
  /** Of all its calls together. */
  readonly pace: CallPace
  /** Makes one call, again where that can help, and throws one readable StackError otherwise. `CANCELLED` as soon as the signal aborts. */
  call<Output>(operation: string, send: Send<Client, Output>, options?: CallOptions): Promise<Output>
}

export type Send<Client, Output> = (client: Client, options: {abortSignal: AbortSignal}) => Promise<Output>

export interface CallOptions {
  /** Instead of the context's. */
  readonly signal?: AbortSignal
  readonly patience?: Patience
}

export function createService<Client extends HttpClient>(
  service: string,
  access: AwsAccess,
  load: (config: ReturnType<typeof clientConfig>) => Promise<Client>,
): Service<Client> {
  const {region, profile} = access
  const pace = createCallPace(access)
  let client: Promise<Client> | undefined
  let host: string | undefined
  let answers = false
  const connect = () =>
    (client ??= load(clientConfig(access)).then((loaded) => {
      learnCredentials(loaded as unknown as Credentialed, access.secrets)
      return onRequest(loaded, (asked) => (host = asked))
    }))

  return {
    access,
    pace,
    async call(operation, send, {signal = access.signal, patience = 'call'} = {}) {
      let isRenewed = false
      for (let attempt = 1; ; attempt += 1) {
        if (signal.aborted) throw cancelled(signal)
        const sentAt = await pace.turn(signal)
        const used = connect()
        try {
          // The SDK's own abort reaches the request, not the look-up of credentials before it.
          const output = await untilAborted(send(await used, {abortSignal: signal}), signal)
          pace.answered()
          answers = true
          return output
        } catch (error) {
          if (signal.aborted) throw cancelled(signal)
          const {failure, retry} = classify(error, {service, operation, region, profile, host})
          if (retry === 'throttled') pace.throttled(sentAt)
          // Credentials that were good have ended before their time, or the chain said nothing of it: a new client asks the chain anew.
          const code = StackError.is(failure) ? failure.code : ''
          if (answers && !isRenewed && code === 'CREDENTIALS_EXPIRED') {
            isRenewed = true
            if (client === used) client = undefined
            continue
          }
          // An address that has answered is right: what cannot be reached now will be again.
          answers ||= code === 'AWS_REFUSED'
          const outage = answers && patience === 'call' && code === 'AWS_UNREACHABLE'
          const delay = retry && retryDelay(retry, attempt, outage ? 'watch' : patience)
          if (delay === undefined) throw failure
          access.host.notify({type: 'retried', service, operation, attempt: attempt + 1, reason: messageOf(failure)})
          await access.pause(delay, signal)
        }
      }
    },
  }
}

/** What all clients have in common. */
interface HttpClient {
  readonly config: {readonly requestHandler: {handle(request: HttpRequest, options?: object): Promise<unknown>}}
}

interface HttpRequest {
  readonly hostname: string
  readonly port?: number
}

/** The SDK's errors do not say whom it asked. */
function onRequest<Client extends HttpClient>(client: Client, tell: (host: string) => void): Client {
  const {requestHandler} = client.config
  const handle = requestHandler.handle.bind(requestHandler)
  requestHandler.handle = (request, options) => {
    tell(request.port ? `${request.hostname}:${request.port}` : request.hostname)
    return handle(request, options)
  }
  return client
}

function messageOf(failure: unknown): string {
  return StackError.is(failure) || failure instanceof Error ? failure.message : String(failure)
}
