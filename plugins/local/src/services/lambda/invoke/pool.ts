import {StartFailure} from '../../../containers/container-runtime.js'
import {ServiceError} from '../../../server/service.js'
import {conflict} from '../state/faults.js'
import {ImageProblem} from '../state/find-image.js'
import {showFailed} from '../state/show.js'
import type {FunctionState, Live, World} from '../state/world.js'
import {type Environment, type Finished, startEnvironment} from './environment.js'
import {failure, type Invocation} from './invocation.js'

/** Runs an invocation in an environment that is idle, or a new one. */
export async function runInvocation(it: FunctionState, invocation: Invocation, world: World): Promise<Finished> {
  if (it.reserved !== undefined && it.running >= it.reserved) throw throttled()
  it.running += 1
  const {live} = it
  try {
    const environment = await takeEnvironment(it, live, invocation, world)
    if ('outcome' in environment) return environment
    const finished = await environment.invoke(invocation)
    // A change has come meanwhile, or nobody has asked for long.
    if (it.live !== live || it.deleted || world.closed) void environment.end()
    else endWhenIdle(environment, world)
    return finished
  } finally {
    it.running -= 1
  }
}

/** Ends the environments of what is not live any more. One that is busy ends when it has answered. */
export async function retire({environments}: Live): Promise<void> {
  await Promise.all([...environments].filter((environment) => environment.take()).map((idle) => idle.end()))
}

async function takeEnvironment(
  it: FunctionState,
  live: Live,
  {id}: Invocation,
  world: World,
): Promise<Environment | Finished> {
  const idle = [...live.environments].findLast((environment) => environment.take())
  if (idle) return idle
  const runtime = await world.options.runtime()
  if (typeof runtime === 'string')
    // 501 and not 503: no SDK tries again.
    throw new ServiceError(
      'NotImplemented',
      `the local AWS runs functions as containers, and there is no Docker engine: ${runtime}`,
      501,
    )
  try {
    const made = await startEnvironment(it, live, runtime, world)
    live.environments.add(made)
    return made
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error
    if (error.message.startsWith('CannotPullContainerError')) throw imageGone(it, error)
    return {outcome: failure('Runtime.InvalidEntrypoint', `RequestId: ${id} Error: ${error.message}`), tail}
  }
}

const tail = () => Promise.resolve('')

/** The function is Failed from now on, as on AWS when its image was deleted. */
function imageGone(it: FunctionState, {message}: Error): ServiceError {
  showFailed(it, new ImageProblem('ImageDeleted', message))
  return conflict(
    'The operation cannot be performed at this time. The function is currently in the following state: Failed',
  )
}

function throttled(): ServiceError {
  return new ServiceError('TooManyRequestsException', 'Rate Exceeded.', 429)
}

const idleTimers = new WeakMap<Environment, NodeJS.Timeout>()

function endWhenIdle(environment: Environment, {pace}: World): void {
  clearTimeout(idleTimers.get(environment))
  const end = () => void (environment.take() && environment.end())
  idleTimers.set(environment, setTimeout(end, pace.idleMs).unref())
}
