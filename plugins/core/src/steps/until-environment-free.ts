import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {NodeRef} from '../events.js'
import type {ConfigDeployment, EnvironmentKey} from '../ports/app-config.js'

export interface UntilEnvironmentFreeInput {
  readonly app: string
  readonly node: NodeRef
  /** Its name. */
  readonly environment: string
  readonly key: EnvironmentKey
  /** What is in the way; `undefined`: it has ended meanwhile. */
  readonly running: ConfigDeployment | undefined
  /** When the wait began, epoch ms. */
  readonly since: number
}

/** Waits for the end of somebody's deployment, and says how it ended. Throws `BUSY` after `waitForLockMs`. */
export async function untilEnvironmentFree(
  input: UntilEnvironmentFreeInput,
  ctx: Context,
): Promise<ConfigDeployment | undefined> {
  const {node, environment, key, running, since} = input
  const patienceMs = ctx.waitForLockMs - (Date.now() - since)
  if (patienceMs <= 0) throw stillBusy(input, ctx)
  if (!running) return undefined

  const began = Date.now()
  ctx.host.notify({
    type: 'config.waiting',
    node,
    environment,
    deployment: running.number,
    config: running.name,
    state: running.state,
    ...(running.startedAt !== undefined && {since: running.startedAt}),
    ...(running.description && {startedBy: running.description}),
    limitMs: ctx.waitForLockMs,
  })
  const deadline = AbortSignal.timeout(patienceMs)
  let last: ConfigDeployment | undefined
  try {
    const either = AbortSignal.any([ctx.signal, deadline])
    for await (const now of ctx.appConfig.follow({...key, number: running.number}, either)) last = now
  } catch (error) {
    if (deadline.aborted && !ctx.signal.aborted) throw stillBusy(input, ctx)
    throw error
  }
  ctx.host.notify({type: 'config.free', node, environment, ms: Date.now() - began})
  return last
}

function stillBusy({app, environment, running}: UntilEnvironmentFreeInput, {waitForLockMs}: Context): StackError {
  const what = running
    ? `deployment ${running.number} of ${running.name} in ${environment} is ${running.state}`
    : `deployments of others in ${environment} follow one another`
  const since = running?.startedAt === undefined ? undefined : new Date(running.startedAt).toISOString()
  const by = running?.description ? `, by ${running.description}` : ''
  return new StackError('BUSY', `${what}${since ? ` since ${since}` : ''}${by}: AppConfig takes one at a time`, {
    details: {
      environment,
      waitedMs: waitForLockMs,
      ...(running && {deployment: running.number, profile: running.name}),
    },
    suggestions: [`aws-stack ${app}:attach`, `aws-stack ${app}:cancel`],
  })
}
