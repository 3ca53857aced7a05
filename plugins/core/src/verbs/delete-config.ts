import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import {askConsent, type Consent} from '../consent.js'
import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {ConfigDeleteResult} from '../release-results.js'
import {type ApplicationPlace, findApplication, profileIn} from '../releases/find-application.js'
import {isShared, liveDeployment} from '../releases/running-config.js'
import {historiesOf} from '../releases/survey-configs.js'
import type {Settings} from '../settings.js'
import {purgeProfile} from '../steps/purge-profiles.js'

export interface DeleteConfigInput extends Consent {
  readonly profile: string
}

/**
 * Deletes a profile with all its versions, in the order that AppConfig needs. Throws `CONFIG_IN_USE` where an environment runs it: with `force` it
 * goes all the same, also where AppConfig's deletion protection holds it.
 */
export async function deleteConfig<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {profile: name, yes, force}: DeleteConfigInput,
  ctx: Context,
): Promise<ConfigDeleteResult> {
  const began = Date.now()
  const {stage, region} = settings
  const result = {app: app.name, stage, region}
  return inAccount(settings, ctx, async () => {
    const place = await findApplication(app, settings, ctx)
    const {id} = profileIn(place, name)
    const key = {application: place.applicationId, profile: id}
    const environments = await environmentsThatRun(place, id, name, ctx)
    if (environments.length > 0 && !force) throw inUse(app.name, name, environments)
    let versions = 0
    for await (const version of ctx.appConfig.versions(key)) versions += version ? 1 : 0

    const about = {...result, application: place.name, profile: name}
    await askConsent({type: 'config:delete', ...about, versions, environments, losses: []}, {yes, force}, ctx)
    const deleted = await purgeProfile({kind: 'config', name}, key, ctx)
    if (force) {
      const message = `${name} is deleted although something may read it: AppConfig's deletion protection is bypassed`
      ctx.host.notify({type: 'warning', code: 'PROTECTION_BYPASSED', message})
    }
    await ctx.appConfig.deleteProfile(key, force)
    return {...about, changed: true, deleted, durationMs: Date.now() - began}
  })
}

async function environmentsThatRun(place: ApplicationPlace, id: string, name: string, ctx: Context): Promise<string[]> {
  const shared = {id, name, isShared: isShared(name, place.profileList)}
  const found = await Promise.all(
    [...historiesOf(place, Object.keys(place.environments), ctx)].map(async ([environment, history]) =>
      (await liveDeployment(history, shared, ctx)) ? [environment] : [],
    ),
  )
  return found.flat()
}

function inUse(app: string, profile: string, environments: readonly string[]): StackError {
  const where = environments.join(', ')
  return new StackError('CONFIG_IN_USE', `nothing was deleted: ${profile} runs in ${where}`, {
    details: {profile, environments},
    suggestions: [`aws-stack ${app}:config:delete ${profile} --force`],
  })
}
