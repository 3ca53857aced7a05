import type {Context} from '../context.js'
import {cancelled, StackError} from '../errors.js'
import type {NodeRef} from '../events.js'
import type {ConfigDeployment, DeploymentKey} from '../ports/app-config.js'
import {goesOn} from './follow-operation.js'
import {stopDeployment} from './stop-deployment.js'

export interface FollowDeploymentInput {
  readonly app: string
  readonly node: NodeRef
  /** Its name. */
  readonly environment: string
  readonly key: DeploymentKey
  /** `false`: it only looks, a signal ends the looking. */
  readonly stops: boolean
}

/**
 * Tells how a deployment goes until it is at rest. When `ctx.signal` aborts it is stopped, and its end waited for; `ctx.leave` ends that too.
 * Throws `CONFIG_ROLLED_BACK` where it does not come to stay.
 */
export async function followDeployment(input: FollowDeploymentInput, ctx: Context): Promise<ConfigDeployment> {
  const {app, node, environment, key, stops} = input
  let last: ConfigDeployment | undefined
  const stopping = stops ? stopWhenAsked(input, () => last?.state ?? 'DEPLOYING', ctx) : undefined
  try {
    for await (const deployment of ctx.appConfig.follow(key, stops ? ctx.leave : ctx.signal)) {
      last = deployment
      const {number, version, state, percent, bakeMinutes} = deployment
      ctx.host.notify({
        type: 'config.progress',
        node,
        environment,
        deployment: number,
        version,
        state,
        percent,
        ...(bakeMinutes > 0 && {bakeMinutes}),
      })
    }
  } catch (error) {
    throw leftAlone(goesOn(error, app, `deployment ${key.number} of ${node.name} in ${environment}`), input, ctx)
  } finally {
    await stopping?.end()
  }
  if (!last) throw new StackError('AWS_FAILED', `AppConfig says nothing of deployment ${key.number}`, {blame: 'aws'})
  if (last.state === 'COMPLETE') return last
  if (stopping?.wasAsked) throw stoppedAt(last, ctx)
  throw rolledBack(input, last)
}

interface Stopping {
  readonly wasAsked: boolean
  end(): Promise<void>
}

/** The moment that `ctx.signal` aborts, unless the time limit aborts it: then AppConfig goes on. */
function stopWhenAsked(
  {node, key}: FollowDeploymentInput,
  stateNow: () => ConfigDeployment['state'],
  ctx: Context,
): Stopping {
  let asked: Promise<boolean> | undefined
  const stop = () => {
    if (!ctx.leave.aborted) asked = stopDeployment({node, key, state: stateNow()}, ctx)
  }
  if (ctx.signal.aborted) stop()
  else ctx.signal.addEventListener('abort', stop, {once: true})
  return {
    get wasAsked() {
      return asked !== undefined
    },
    async end() {
      ctx.signal.removeEventListener('abort', stop)
      await asked
    },
  }
}

/** What `runGraph` tells of at the end, beside the command that follows it. */
function leftAlone(error: unknown, {node, environment}: FollowDeploymentInput, {leave}: Context): unknown {
  if (!StackError.is(error) || !leave.aborted) return error
  const {code, message, details, blame, suggestions} = error
  return new StackError(code, message, {
    blame,
    suggestions,
    details: {...details, goesOn: [`${node.name} in ${environment}`]},
    cause: error,
  })
}

function stoppedAt({state}: ConfigDeployment, {signal}: Context): StackError {
  const {code, message, details} = cancelled(signal)
  return new StackError(code, message, {details: {...details, status: state}})
}

export function rolledBack(
  {app, node, environment}: Pick<FollowDeploymentInput, 'app' | 'node' | 'environment'>,
  {number, version, state, events}: ConfigDeployment,
): StackError {
  const cause = events.find(({type}) => type === 'ROLLBACK_STARTED') ?? events.find(({text}) => text)
  const reason = cause?.text?.replace(/\.$/, '') || 'AppConfig gives no reason'
  const what = state === 'REVERTED' ? 'was reverted' : 'was rolled back'
  return new StackError(
    'CONFIG_ROLLED_BACK',
    `version ${version} of ${node.name} ${what} in ${environment}: ${reason}`,
    {
      blame: 'aws',
      details: {
        profile: node.name,
        environment,
        deployment: number,
        version,
        state,
        reason,
        ...(cause?.by && {by: cause.by}),
        events: events.map(({at, ...event}) => ({...event, ...(at !== undefined && {at: new Date(at).toISOString()})})),
      },
      suggestions: [`aws-stack ${app}:config:history ${node.name}`, `aws-stack ${app}:status`],
    },
  )
}
