import type {Context} from '../context.js'
import {deployInTurn, type DeployInTurnInput} from '../deploy-in-turn.js'
import {isCancelled, StackError} from '../errors.js'
import type {DeployedImage} from '../results.js'
import {isBusy} from '../stack-state.js'
import type {DeployedStackState} from '../steps/deploy-stack.js'
import {stopRollouts} from '../steps/stop-rollouts.js'
import type {SurveyedStack} from '../survey.js'
import {untilRolledBack} from './until-rolled-back.js'
import {type ServiceBefore, servicesBefore} from './services-before.js'
import {NOTHING_RUNS, type Verified, verifyStack} from './verify-stack.js'

export interface DeployTrulyInput extends Omit<DeployInTurnInput, 'prepare'> {
  /** Those of this run that the stack takes. */
  readonly images: readonly DeployedImage[]
}

/** Brings one stack to its template, and is done when this deployment is what runs. An unchanged stack costs no further call. */
export async function deployTruly(
  {images, ...input}: DeployTrulyInput,
  ctx: Context,
): Promise<DeployedStackState & Verified> {
  const {place, surveyed} = input
  let before: ReadonlyMap<string, ServiceBefore> = new Map()
  const prepare = async (found: SurveyedStack) => {
    before = await servicesBefore(found, ctx)
  }
  const done = await deployInTurn({...input, prepare}, ctx).catch((error: unknown) => {
    throw asRollout(error)
  })
  if (!done.changed) return {...done, ...NOTHING_RUNS}
  if (isBusy(done.stack)) return {...done, ...NOTHING_RUNS, verified: false}

  try {
    return {...done, ...(await verifyStack({app: place.app, surveyed, stack: done.stack, before, images}, ctx))}
  } catch (error) {
    if (isCancelled(error) && !ctx.leave.aborted) {
      const stopped = await stopRollouts({node: {kind: 'stack', name: place.part}, stackId: done.stack.id}, ctx)
      await untilRolledBack(stopped, ctx.leave, ctx)
    }
    throw error
  }
}

/** The words in which CloudFormation tells of a rollout that ECS took back: https://github.com/aws/copilot-cli/issues/5296 */
const TAKEN_BACK = /circuit breaker|deployment was stopped|deployment alarm|rolled back/i

/** CloudFormation noticed it first, and rolled the stack back: the same ending, so the same code. */
function asRollout(error: unknown): unknown {
  if (!StackError.is(error) || error.code !== 'STACK_FAILED') return error
  const {resourceType, reason} = error.details
  if (resourceType !== 'AWS::ECS::Service' || !TAKEN_BACK.test(String(reason))) return error
  const {message, blame, details, suggestions, cause} = error
  return new StackError('ROLLOUT_ROLLED_BACK', message, {blame, details, suggestions, cause})
}
