import type {Context, Stack, StackResource} from '../context.js'
import type {DeployedFunction, DeployedImage, DeployedService} from '../results.js'
import type {SurveyedStack} from '../survey.js'
import {FUNCTION, runsSomething, SERVICE, serviceAddress, taskDefinitionOf, wantedCount} from './runtime-resources.js'
import type {ServiceBefore} from './services-before.js'
import {unlessUnseen} from './unless-unseen.js'
import {verifyFunction} from './verify-function.js'
import {verifyService} from './verify-service.js'

export interface VerifyStackInput {
  readonly app: string
  readonly surveyed: Pick<SurveyedStack, 'part' | 'template'>
  /** At rest, and complete. */
  readonly stack: Stack
  readonly before: ReadonlyMap<string, ServiceBefore>
  /** Those of this run that the stack takes. */
  readonly images: readonly DeployedImage[]
}

export interface Verified {
  /** `false`: something of it could not be looked at. */
  readonly verified: boolean
  readonly services: readonly DeployedService[]
  readonly functions: readonly DeployedFunction[]
}

export const NOTHING_RUNS: Verified = {verified: true, services: [], functions: []}

/** Looks at what really runs of a stack that CloudFormation calls complete. What may not be looked at is a warning, never a failure. */
export async function verifyStack(input: VerifyStackInput, ctx: Context): Promise<Verified> {
  const {surveyed, stack} = input
  if (!runsSomething(surveyed.template)) return NOTHING_RUNS
  const resources = await unlessUnseen(deployed(stack.name), () => ctx.cloudFormation.resources(stack.id), ctx)
  if (!resources) return {...NOTHING_RUNS, verified: false}

  const over = new AbortController()
  const signal = AbortSignal.any([ctx.signal, over.signal])
  try {
    const [services, functions] = await Promise.all([
      Promise.all(of(SERVICE, resources).map((one) => checkService(one, resources, input, signal, ctx))),
      Promise.all(of(FUNCTION, resources).map((one) => checkFunction(one, input, signal, ctx))),
    ])
    const seen = [...services, ...functions]
    return {
      verified: !seen.includes(undefined),
      services: services.filter((one) => one !== undefined),
      functions: functions.filter((one) => one !== undefined),
    }
  } finally {
    over.abort('over')
  }
}

interface Made extends StackResource {
  readonly physicalId: string
}

function of(wanted: string, resources: readonly StackResource[]): Made[] {
  return resources.filter((one): one is Made => one.type === wanted && one.physicalId !== undefined)
}

async function checkService(
  {logicalId, physicalId}: Made,
  resources: readonly StackResource[],
  {app, surveyed: {part, template}, stack, before, images}: VerifyStackInput,
  signal: AbortSignal,
  ctx: Context,
): Promise<DeployedService | undefined> {
  const definition = template.resources.get(logicalId)
  const address = serviceAddress(physicalId)
  const input = {
    app,
    node: {kind: 'stack', name: part} as const,
    logicalId,
    address,
    before: before.get(physicalId),
    since: stack.updatedAt ?? stack.createdAt,
    taskDefinition: definition && taskDefinitionOf(definition, resources),
    wanted: definition && wantedCount(definition, template, stack),
    images,
  }
  return unlessUnseen(deployed(address.name), () => verifyService(input, signal, ctx), ctx)
}

async function checkFunction(
  {logicalId, physicalId: name}: Made,
  {app, surveyed: {part}, images}: VerifyStackInput,
  signal: AbortSignal,
  ctx: Context,
): Promise<DeployedFunction | undefined> {
  const input = {app, node: {kind: 'stack', name: part} as const, logicalId, name, images}
  return unlessUnseen(deployed(name), () => verifyFunction(input, signal, ctx), ctx)
}

function deployed(what: string): string {
  return `${what} is deployed, but what runs could not be verified`
}
