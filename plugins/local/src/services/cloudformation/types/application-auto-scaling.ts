import {
  DeleteScalingPolicyCommand,
  DeleteScheduledActionCommand,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  PutScalingPolicyCommand,
  type PutScalingPolicyCommandInput,
  PutScheduledActionCommand,
  type PutScheduledActionCommandInput,
  RegisterScalableTargetCommand,
  type RegisterScalableTargetCommandInput,
  type ScalableDimension,
  type ServiceNamespace,
} from '@aws-sdk/client-application-auto-scaling'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {finishOrUndo} from './finish-or-undo.js'
import {pick} from './pick.js'
import {unlessGone} from './unless-gone.js'

interface Target {
  readonly ResourceId: string
  readonly ScalableDimension: ScalableDimension
  readonly ServiceNamespace: ServiceNamespace
}

/** AWS::ApplicationAutoScaling::ScalableTarget */
export const scalableTarget: ResourceHandler = {
  async create(properties, scope) {
    const id = Object.values(targetOf(properties)).join('|')
    await register(properties, scope)
    return finishOrUndo(
      async () => {
        await schedule(properties, {}, scope)
        return {physicalId: id, attributes: {Id: id}}
      },
      () => deregister(properties, scope),
    )
  },

  async update(current, next, previous, scope) {
    await register(next, scope)
    await schedule(next, previous, scope)
    return current
  },

  async delete(_current, properties, scope) {
    const scaling = await scope.clients.applicationAutoScaling()
    const {ResourceId, ...kind} = targetOf(properties)
    const {ScalableTargets = []} = await scaling.send(
      new DescribeScalableTargetsCommand({...kind, ResourceIds: [ResourceId]}),
    )
    if (ScalableTargets.length > 0) await deregister(properties, scope)
  },
}

/** AWS::ApplicationAutoScaling::ScalingPolicy */
export const scalingPolicy: ResourceHandler = {
  async create(properties, scope) {
    const arn = await putPolicy(properties, scope)
    return {physicalId: `${arn}|${policyTarget(properties).ScalableDimension}`, attributes: {Arn: arn}}
  },

  async update(current, next, _previous, scope) {
    await putPolicy(next, scope)
    return current
  },

  async delete(_current, properties, scope) {
    const scaling = await scope.clients.applicationAutoScaling()
    const PolicyName = properties['PolicyName'] as string
    const target = policyTarget(properties)
    const {ScalingPolicies = []} = await scaling.send(
      new DescribeScalingPoliciesCommand({...target, PolicyNames: [PolicyName]}),
    )
    if (ScalingPolicies.length > 0) await scaling.send(new DeleteScalingPolicyCommand({PolicyName, ...target}))
  },
}

function targetOf(properties: Properties): Target {
  const {ResourceId, ScalableDimension, ServiceNamespace} = properties as unknown as Target
  return {ResourceId, ScalableDimension, ServiceNamespace}
}

/** By its three names, or by the id of its target: `table/it|dynamodb:table:ReadCapacityUnits|dynamodb`. */
function policyTarget(properties: Properties): Target {
  const id = properties['ScalingTargetId'] as string | undefined
  if (id === undefined) return targetOf(properties)
  const [ResourceId, ScalableDimension, ServiceNamespace] = id.split('|')
  return {ResourceId, ScalableDimension, ServiceNamespace} as Target
}

async function register(properties: Properties, scope: HandlerScope): Promise<void> {
  const scaling = await scope.clients.applicationAutoScaling()
  await scaling.send(
    new RegisterScalableTargetCommand({
      ...pick<Omit<RegisterScalableTargetCommandInput, keyof Target>>(
        properties,
        'MaxCapacity',
        'MinCapacity',
        'RoleARN',
        'SuspendedState',
      ),
      ...targetOf(properties),
    }),
  )
}

async function deregister(properties: Properties, scope: HandlerScope): Promise<unknown> {
  const scaling = await scope.clients.applicationAutoScaling()
  return scaling.send(new DeregisterScalableTargetCommand(targetOf(properties)))
}

type Action = Omit<PutScheduledActionCommandInput, keyof Target>

async function schedule(next: Properties, previous: Properties, scope: HandlerScope): Promise<void> {
  const scaling = await scope.clients.applicationAutoScaling()
  const [wanted, before] = [next, previous].map((one) => (one['ScheduledActions'] ?? []) as Action[])
  for (const action of wanted!) {
    const times = Object.fromEntries(
      (['StartTime', 'EndTime'] as const).flatMap((name) =>
        action[name] === undefined ? [] : [[name, new Date(action[name])]],
      ),
    )
    await scaling.send(new PutScheduledActionCommand({...targetOf(next), ...action, ...times}))
  }
  const left = before!.filter(({ScheduledActionName: name}) => !wanted!.some((one) => one.ScheduledActionName === name))
  for (const {ScheduledActionName} of left)
    await unlessGone(() => scaling.send(new DeleteScheduledActionCommand({...targetOf(next), ScheduledActionName})))
}

async function putPolicy(properties: Properties, scope: HandlerScope): Promise<string> {
  const scaling = await scope.clients.applicationAutoScaling()
  const {PolicyARN = ''} = await scaling.send(
    new PutScalingPolicyCommand({
      ...pick<Omit<PutScalingPolicyCommandInput, keyof Target>>(
        properties,
        'PolicyName',
        'PolicyType',
        'StepScalingPolicyConfiguration',
        'TargetTrackingScalingPolicyConfiguration',
      ),
      ...policyTarget(properties),
    }),
  )
  return PolicyARN
}
