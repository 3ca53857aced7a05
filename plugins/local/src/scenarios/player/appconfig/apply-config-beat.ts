import {beginDeployment, runningDeployment} from '../../../services/appconfig/deployments/begin-deployment.js'
import {rollBack} from '../../../services/appconfig/state/deployment.js'
import type {Application, Strategy} from '../../../services/appconfig/state/world.js'
import type {ConfigDeploymentMove, ConfigRollback, ConfigUpload} from '../../beats.js'
import type {Performance} from '../timeline.js'
import type {World} from '../world.js'
import type {PlayedConfigs} from './configs-from-scenes.js'

/** A scenario is checked for naming only what it has. */
export function deployConfig({configs}: World, beat: ConfigDeploymentMove, at: number): void {
  const application = applicationNamed(configs, beat.application)
  const environment = named(application?.environments, beat.environment)
  const profile = named(application?.profiles, beat.profile)
  const version = profile?.versions.find(({number}) => number === (beat.version ?? profile.lastVersion))
  if (!environment || !profile || !version || runningDeployment(environment, at)) return
  const strategy: Strategy = {
    id: 'another',
    name: 'another',
    arn: '',
    tags: {},
    growthType: 'LINEAR',
    growthFactor: 100,
    minutes: beat.minutes ?? 0,
    bakeMinutes: beat.bakeMinutes ?? 0,
    replicateTo: 'NONE',
  }
  beginDeployment({environment, profile, version, strategy, description: 'by somebody else', at}, configs.world)
}

export function rollBackConfig({configs}: World, beat: ConfigRollback, performance: Performance, at: number): void {
  const application = applicationNamed(configs, beat.application)
  const environment = named(application?.environments, beat.environment)
  const running = environment && runningDeployment(environment, at)
  if (!running || running.state === 'ROLLING_BACK') return
  const {profile, beganAt} = performance
  const isOfCall = running.profile.name === profile && running.startedAt >= beganAt
  if (profile !== undefined && !isOfCall) return
  const {settleMs} = configs.world.pace
  rollBack(running, {now: at, settleMs, by: beat.by, description: beat.reason})
}

export function uploadConfig({configs}: World, beat: ConfigUpload): void {
  const profile = named(applicationNamed(configs, beat.application)?.profiles, beat.profile)
  if (!profile) return
  const number = (profile.lastVersion += 1)
  profile.versions.push({number, content: Buffer.from(beat.content), contentType: 'application/json'})
}

function applicationNamed({world, region}: PlayedConfigs, name: string | undefined): Application | undefined {
  const all = [...(world.regions.get(region)?.applications.values() ?? [])]
  return name === undefined ? all[0] : all.find((one) => one.name === name)
}

function named<T extends {readonly name: string}>(all: ReadonlyMap<string, T> | undefined, name: string) {
  return [...(all?.values() ?? [])].find((one) => one.name === name)
}
