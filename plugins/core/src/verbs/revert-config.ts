import {inAccount} from '../account.js'
import {isAtRest} from '../aws/is-at-rest.js'
import type {AppDefinition} from '../app.js'
import {askConsent} from '../consent.js'
import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import {flatGraph} from '../graph.js'
import type {ConfigRevertResult} from '../release-results.js'
import {describeRelease} from '../releases/describe-release.js'
import {configsOf, findApplication} from '../releases/find-application.js'
import {planRevert, type PlannedRevert} from '../releases/plan-revert.js'
import {requiredStrategy} from '../releases/release-config.js'
import {historiesOf} from '../releases/survey-configs.js'
import {runParts} from '../run-parts.js'
import {scopeOf} from '../scope.js'
import type {Settings} from '../settings.js'
import {deployConfig} from '../steps/deploy-config.js'

export interface RevertConfigInput {
  /** What was deployed last without it. */
  readonly profile?: string | undefined
  /** The version; the one that ran before without it. */
  readonly to?: number | undefined
  /** Those of the settings without it. */
  readonly environments?: readonly string[] | undefined
  readonly yes: boolean
}

/**
 * Puts an earlier version back: AppConfig takes the newest deployment back where it can, at most 72 h after its end; else the earlier version is
 * deployed once more. Throws `NOT_FOUND` where nothing ran before.
 */
export async function revertConfig<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {profile: asked, to, environments, yes}: RevertConfigInput,
  ctx: Context,
): Promise<ConfigRevertResult> {
  const began = Date.now()
  const {stage, region} = settings
  const scope = scopeOf(app, settings, undefined)
  return inAccount(settings, ctx, async () => {
    const place = await findApplication(app, settings, ctx)
    const chosen = environments?.length ? environments : configsOf(app).environments(scope)
    const histories = historiesOf(place, chosen, ctx)
    const {profile, reverts} = await planRevert({place, histories, profile: asked, to}, ctx)
    const about = {app: app.name, stage, region, application: place.name, profile: profile.name}
    const planned = reverts.map(({environment, from, to, how}) => ({environment, from, to, how}))
    await askConsent({type: 'config:revert', ...about, environments: planned, losses: []}, {yes, force: false}, ctx)

    const description = await describeRelease(undefined, ctx)
    const done: ConfigRevertResult['environments'] = []
    const graph = flatGraph('config', [profile.name])
    await runParts(
      {verb: 'revert', action: 'revert', app: app.name, stage, graph},
      async (node) => {
        for (const revert of reverts) {
          const {environment, key, from} = revert
          if (revert.how === 'reverts' && (await takeBack(revert, ctx))) {
            const {number} = revert.live
            done.push({environment, how: 'reverts', from, version: revert.to, deployment: number, state: 'REVERTED'})
            continue
          }
          const {number, state} = await deployConfig(
            {
              app: app.name,
              node,
              environment,
              key,
              profile,
              version: revert.to,
              strategy: requiredStrategy(place),
              description,
            },
            ctx,
          )
          done.push({environment, how: 'deploys', from, version: revert.to, deployment: number, state})
        }
      },
      {...ctx, attach: `aws-stack ${app.name}:attach`},
    )
    return {...about, environments: done, durationMs: Date.now() - began}
  })
}

/** `false`: AppConfig refused, whatever its reason; an earlier version can still be deployed. Throws where it does something else. */
async function takeBack({environment, key, live}: PlannedRevert, ctx: Context): Promise<boolean> {
  const deployment = {...key, number: live.number}
  if (!(await ctx.appConfig.stopDeployment(deployment, true, ctx.leave))) return false
  for await (const now of ctx.appConfig.follow(deployment, ctx.leave)) {
    if (now.state === 'REVERTED') return true
    // What it says right after the call may still be the old state.
    if (isAtRest(now) && now.state !== 'COMPLETE') break
  }
  const now = await ctx.appConfig.deployment(deployment, ctx.leave)
  if (now.state === 'REVERTED') return true
  throw new StackError(
    'CONFIG_ROLLED_BACK',
    `${environment} was to be reverted, but deployment ${now.number} is ${now.state}`,
    {
      blame: 'aws',
      details: {environment, deployment: now.number, state: now.state},
    },
  )
}
