import type {Context, RunningOperation, Stack, Tag} from './context.js'
import {busy, StackError} from './errors.js'
import {assertOurs, isBusy} from './stack-state.js'

export interface StackPlace {
  readonly app: string
  readonly part: string
  readonly name: string
  /** Ours. */
  readonly tags: readonly Tag[]
}

/**
 * The stack, as soon as nothing else happens to it: CloudFormation is the lock, and whoever comes second waits for its turn.
 * Throws `STACK_NOT_OURS`, and `BUSY` after `waitForLockMs`, naming what runs, since when, and who began it.
 */
export async function describeInTurn(place: StackPlace, ctx: Context): Promise<Stack | undefined> {
  const began = Date.now()
  for (;;) {
    const stack = await ctx.cloudFormation.describe(place.name)
    if (stack) assertOurs(stack, place.tags)
    if (!stack || !isBusy(stack)) return stack
    await untilAtRest(place, stack, ctx.waitForLockMs - (Date.now() - began), ctx)
  }
}

async function untilAtRest({app, part}: StackPlace, stack: Stack, patienceMs: number, ctx: Context): Promise<void> {
  const {id, name, status} = stack
  const node = {kind: 'stack', name: part} as const
  const operation = await ctx.cloudFormation.operation(id)
  if (patienceMs <= 0) throw stillBusy(app, stack, operation, ctx)

  const began = Date.now()
  ctx.host.notify({type: 'stack.waiting', node, stack: name, status, ...operation, limitMs: ctx.waitForLockMs})
  const deadline = AbortSignal.timeout(patienceMs)
  try {
    const either = AbortSignal.any([ctx.signal, deadline])
    for await (const event of ctx.cloudFormation.follow(id, {history: false}, either)) void event
  } catch (error) {
    if (deadline.aborted && !ctx.signal.aborted) throw stillBusy(app, stack, operation, ctx)
    throw error
  }
  ctx.host.notify({type: 'stack.free', node, stack: name, ms: Date.now() - began})
}

function stillBusy(
  app: string,
  stack: Stack,
  {since, startedBy}: RunningOperation,
  {waitForLockMs}: Context,
): StackError {
  const {message, details} = busy(stack)
  const began = since === undefined ? undefined : new Date(since).toISOString()
  const what = [message, began && ` since ${began}`, startedBy && `, started by ${startedBy}`]
  return new StackError('BUSY', what.filter(Boolean).join(''), {
    details: {...details, waitedMs: waitForLockMs, ...(began && {since: began}), ...(startedBy && {startedBy})},
    suggestions: [`aws-stack ${app}:attach`, `aws-stack ${app}:cancel`],
  })
}

/** What is done with a stack as it was found, and how it is looked at again. */
export interface Turn<Found, Done> {
  readonly place: StackPlace
  stackOf(found: Found): Stack | undefined
  work(found: Found): Promise<Done>
  lookAgain(found: Found): Promise<Found>
}

/** One run that is overtaken again and again has others to blame. */
const ATTEMPTS = 5

/** Where another run was faster, looks again at what that one made, when it is done, and goes on from there. */
export async function inTurn<Found, Done>(first: Found, turn: Turn<Found, Done>, ctx: Context): Promise<Done> {
  for (let attempt = 1, found = first; ; attempt += 1) {
    try {
      return await turn.work(found)
    } catch (error) {
      if (attempt === ATTEMPTS || !(await isOvertaken(error, turn.stackOf(found), turn.place, ctx))) throw error
      found = await turn.lookAgain(found)
    }
  }
}

/** CloudFormation's codes for a change set that another run's execution has made worthless. */
const OVERTAKEN = /^(ChangeSetNotFound|InvalidChangeSetStatus)(Exception)?$/

/** Whether another run was faster: the stack is busy, or no longer what it was when it was looked at. */
async function isOvertaken(
  error: unknown,
  seen: Stack | undefined,
  {name}: StackPlace,
  ctx: Context,
): Promise<boolean> {
  if (!StackError.is(error) || ctx.signal.aborted) return false
  if (error.code === 'BUSY' || OVERTAKEN.test(String(error.details['awsCode']))) return true
  if (error.code !== 'AWS_REFUSED') return false
  const now = await ctx.cloudFormation.describe(name)
  return now?.id !== seen?.id || now?.status !== seen?.status || now?.updatedAt !== seen?.updatedAt
}
