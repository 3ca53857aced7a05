import type {Context, Stack, StackResource} from '../context.js'
import {StackError} from '../errors.js'
import type {NodeRef} from '../events.js'
import {livingResources} from '../living-resources.js'
import type {ProfileKey} from '../ports/app-config.js'
import {deploymentsUnderWay} from '../releases/deployments-under-way.js'
import {fieldOf} from '../template/field-of.js'
import {parseTemplate, type Template} from '../template/parse-template.js'
import {stopDeployment} from './stop-deployment.js'

const PROFILE = 'AWS::AppConfig::ConfigurationProfile'
const ENVIRONMENT = 'AWS::AppConfig::Environment'

export interface PurgeProfilesInput {
  readonly part: string
  readonly stack: Stack
}

/**
 * CloudFormation deletes neither a profile that has versions nor an environment in which a deployment runs: before a stack is deleted, deployments
 * are stopped and versions deleted. Doing it twice deletes nothing the second time. Says how many versions it was. Told from what is deployed
 * alone, since a destroy has no settings.
 */
export async function purgeProfiles({part, stack}: PurgeProfilesInput, ctx: Context): Promise<number> {
  const living = await livingResources(stack.id, ctx)
  const ours = living.filter(({type, physicalId}) => (type === PROFILE || type === ENVIRONMENT) && physicalId)
  if (ours.length === 0) return 0
  const template = parseTemplate(await ctx.cloudFormation.template(stack.id), `the deployed template of ${stack.name}`)
  const node = {kind: 'stack', name: part} as const
  let deleted = 0
  for (const resource of ours) {
    if (template.resources.get(resource.logicalId)?.deletionPolicy !== 'Delete') continue
    const application = applicationIdOf(resource.logicalId, {template, stack, living})
    if (application === undefined) continue
    const id = appConfigId(resource.physicalId ?? '')
    if (resource.type === ENVIRONMENT) await stopDeployments(node, {application, environments: [id]}, ctx)
    else deleted += await purgeProfile(node, {application, profile: id}, ctx)
  }
  return deleted
}

/** Ends its deployments, and deletes its versions. A profile that is gone has none. */
export async function purgeProfile(node: NodeRef, key: ProfileKey, ctx: Context): Promise<number> {
  let deleted = 0
  try {
    const environments = (await ctx.appConfig.environments(key.application)).map(({id}) => id)
    await stopDeployments(node, {application: key.application, environments, profile: key.profile}, ctx)
    const versions = []
    for await (const {number} of ctx.appConfig.versions(key)) versions.push(number)
    for (const version of versions) {
      if (!(await ctx.appConfig.deleteVersion(key, version))) continue
      deleted += 1
      ctx.host.notify({type: 'config.purging', node, profile: key.profile, deleted, done: false})
    }
  } catch (error) {
    if (!StackError.is(error) || error.details['awsCode'] !== 'ResourceNotFoundException') throw error
  }
  if (deleted > 0) ctx.host.notify({type: 'config.purging', node, profile: key.profile, deleted, done: true})
  return deleted
}

/** Stops what runs in these environments, or of one profile there, and waits for its end. */
async function stopDeployments(
  node: NodeRef,
  {application, environments, profile}: {application: string; environments: string[]; profile?: string},
  ctx: Context,
): Promise<void> {
  const ids = Object.fromEntries(environments.map((id) => [id, id]))
  const running = await deploymentsUnderWay({applicationId: application, environments: ids}, ctx)
  for (const {key, deployment} of running) {
    if (profile !== undefined && deployment.profile !== profile) continue
    await stopDeployment({node, key, state: deployment.state}, ctx)
    for await (const now of ctx.appConfig.follow(key, ctx.leave)) void now
  }
}

/** The application of a resource of AppConfig, as its template says: a parameter, another resource of the stack, or an id. */
export function applicationIdOf(
  logicalId: string,
  {template, stack, living}: {template: Template; stack: Stack; living: readonly StackResource[]},
): string | undefined {
  const property = fieldOf(fieldOf(template.resources.get(logicalId)?.definition, 'Properties'), 'ApplicationId')
  if (typeof property === 'string') return property
  const named = fieldOf(property, 'Ref') ?? fieldOf(property, 'Fn::GetAtt')
  const name = String(Array.isArray(named) ? named[0] : named).split('.')[0] as string
  return stack.parameters[name] ?? living.find((one) => one.logicalId === name)?.physicalId
}

/** Of a resource that AWS knows by two ids, `application|profile`, it is the second. */
export function appConfigId(physicalId: string): string {
  return physicalId.slice(physicalId.lastIndexOf('|') + 1)
}
