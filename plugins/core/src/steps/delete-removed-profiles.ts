import type {Context, Stack} from '../context.js'
import {StackError} from '../errors.js'
import type {StackResourceEvent} from '../events.js'
import {parseTemplate} from '../template/parse-template.js'
import {appConfigId, applicationIdOf, purgeProfile} from './purge-profiles.js'

export interface RemovedProfilesInput {
  readonly part: string
  /** As it was before the update, with its template. */
  readonly before: {readonly stack: Stack; readonly text: string}
  /** Of the update, which was complete before it tried to delete what it has removed. */
  readonly failures: readonly StackResourceEvent[]
}

/**
 * Deletes the profiles that an update has removed and CloudFormation could not delete, because they have versions. Only after the update: one that
 * is rolled back keeps its profiles, and they need their versions. Returns the failures that are left.
 */
export async function deleteRemovedProfiles(
  {part, before, failures}: RemovedProfilesInput,
  ctx: Context,
): Promise<StackResourceEvent[]> {
  const left: StackResourceEvent[] = []
  const {stack, text} = before
  for (const failure of failures) {
    const {type, status, logicalId, physicalId} = failure
    const isProfile = type === 'AWS::AppConfig::ConfigurationProfile' && status === 'DELETE_FAILED'
    const template = parseTemplate(text, `the earlier template of ${stack.name}`)
    const living = isProfile ? await ctx.cloudFormation.resources(stack.id) : []
    const application = isProfile ? applicationIdOf(logicalId, {template, stack, living}) : undefined
    if (!physicalId || application === undefined) {
      left.push(failure)
      continue
    }
    const key = {application, profile: appConfigId(physicalId)}
    try {
      await purgeProfile({kind: 'stack', name: part}, key, ctx)
      await ctx.appConfig.deleteProfile(key, false)
    } catch (error) {
      if (!StackError.is(error)) throw error
      left.push({...failure, reason: error.message})
    }
  }
  return left
}
