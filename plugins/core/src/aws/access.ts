import type {Host} from '../events.js'
import type {Secrets} from '../secrets/secrets.js'
import type {Pause} from './pause.js'
import type {RequestTokens} from './request-token.js'

/** How AWS is reached, and who hears of it. One for a context. */
export interface AwsAccess {
  readonly region: string
  readonly profile?: string | undefined
  /** An explicit endpoint with static credentials: nothing of the SDK's own chain is asked. */
  readonly endpoint?: StaticEndpoint | undefined
  readonly host: Host
  /** Learns the credentials that are used, and ECR's password. */
  readonly secrets: Secrets
  /** Ends every call and every wait that is not given another one. */
  readonly signal: AbortSignal
  /** Ends what outlasts `signal`: the watch of an operation, tidying up. */
  readonly leave: AbortSignal
  readonly tokens: RequestTokens
  readonly pause: Pause
  /** Ms that never run backwards; `pause` makes them pass. */
  readonly now: () => number
}

export interface StaticEndpoint {
  readonly url: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** What each client is made with. */
export function clientConfig({region, profile, endpoint, host}: AwsAccess) {
  return {
    region,
    // Retries are ours (`retry.ts`): they are told to the host, and a watch has more patience than a call.
    maxAttempts: 1,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: 30_000,
      socketTimeout: 30_000,
      throwOnRequestTimeout: true,
    },
    logger: {...SILENT, warn: (message: string) => host.notify({type: 'warning', code: 'AWS_SDK', message})},
    ...(endpoint ? pinnedTo(endpoint) : profile && {profile}),
  }
}

/** Each of these is looked up in the environment and the shared files unless it is given; `auto` defaults even ask IMDS. */
function pinnedTo({url, accessKeyId, secretAccessKey}: StaticEndpoint) {
  return {
    endpoint: url,
    credentials: {accessKeyId, secretAccessKey},
    defaultsMode: 'standard' as const,
    authSchemePreference: [],
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    userAgentAppId: 'aws-stack',
  }
}

const ignore = () => {}
const SILENT = {trace: ignore, debug: ignore, info: ignore, error: ignore}
