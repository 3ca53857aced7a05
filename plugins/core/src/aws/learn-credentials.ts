import type {Secrets} from '../secrets/secrets.js'

/** What every client has: steps that each of its calls goes through. */
export interface Credentialed {
  readonly middlewareStack: {
    add(middleware: (next: Handler, context: object) => Handler, options: {step: 'deserialize'; name: string}): void
  }
}

type Handler = (call: never) => Promise<never>

/** The SDK's note of what a call is signed by. */
interface SmithyContext {
  readonly __smithy_context?: {readonly selectedHttpAuthScheme?: {readonly identity?: Credentials}}
}

interface Credentials {
  readonly secretAccessKey?: string
  readonly sessionToken?: string
}

/** AWS's own have 40 characters; what is shorter is the fixed word of an endpoint that checks no signature. */
const SHORTEST = 16

/**
 * From now on what a call is signed by is known as a secret before the call is sent: behind the signature is the step `deserialize`. The client's provider of credentials is not
 * asked for them: the requests by which it gets them pass through the client's own handler, and would wait for themselves.
 */
export function learnCredentials({middlewareStack}: Credentialed, secrets: Secrets): void {
  const learn = (next: Handler, context: SmithyContext): Handler => {
    return (call) => {
      const {secretAccessKey = '', sessionToken} = context.__smithy_context?.selectedHttpAuthScheme?.identity ?? {}
      if (secretAccessKey.length >= SHORTEST) for (const secret of [secretAccessKey, sessionToken]) secrets.add(secret)
      return next(call)
    }
  }
  middlewareStack.add(learn, {step: 'deserialize', name: 'learnCredentials'})
}
