import {createHash} from 'node:crypto'

import {beginDeployment} from '../../../services/appconfig/deployments/begin-deployment.js'
import {advance} from '../../../services/appconfig/state/deployment.js'
import {
  type Application,
  createWorld,
  type Environment,
  type Profile,
  regionOf,
  type Strategy,
  type World,
} from '../../../services/appconfig/state/world.js'
import type {Scenario} from '../../scenario.js'
import type {ConfigApplicationScene, ConfigProfileScene, ConfigStrategyScene} from '../../scenes.js'
import type {WorldOptions} from '../world.js'

/** AppConfig as in the local AWS, on the scenario's clock: a minute of it is a minute of a strategy. */
export interface PlayedConfigs {
  readonly world: World
  readonly region: string
}

const HOUR = 3_600_000
const SETTLE_MS = 3_000
const VALIDATOR = ':function:validator-of-'

export function configsFromScenes(scenario: Scenario, place: WorldOptions): PlayedConfigs {
  const {accountId, region, clock} = place
  const scenes = (scenario.configs ?? []).flatMap(({profiles}) => profiles)
  const refusal = (arn: string) => scenes.find(({name}) => arn.endsWith(`${VALIDATOR}${name}`))?.refusal
  const world = createWorld({
    accountId,
    now: () => clock.now(),
    pace: {minuteMs: 60_000, settleMs: SETTLE_MS},
    functions: {ask: (arn) => Promise.resolve(refusal(arn))},
  })
  const {applications, strategies} = regionOf(world, region)
  for (const scene of scenario.strategies ?? []) {
    const strategy = strategyFrom(scene, place)
    strategies.set(strategy.id, strategy)
  }
  for (const scene of scenario.configs ?? []) {
    const application = applicationFrom(scene, place)
    applications.set(application.id, application)
    for (const environment of application.environments.values()) deployPast(environment, scene, place, world)
  }
  return {world, region}
}

/** The same at each play, so that a scenario can name it: in outputs of a stack, say. */
export function configId(...names: readonly string[]): string {
  return createHash('sha256').update(names.join('/')).digest('hex').slice(0, 7)
}

function strategyFrom(scene: ConfigStrategyScene, {region, accountId}: WorldOptions): Strategy {
  const {name, id = configId('strategy', name), minutes = 0, growthFactor = 100, bakeMinutes = 0} = scene
  return {
    id,
    name,
    arn: `arn:aws:appconfig:${region}:${accountId}:deploymentstrategy/${id}`,
    tags: {},
    minutes,
    bakeMinutes,
    growthFactor,
    growthType: 'LINEAR',
    replicateTo: 'NONE',
  }
}

function applicationFrom(scene: ConfigApplicationScene, {region, accountId}: WorldOptions): Application {
  const {name, id = configId(name)} = scene
  const arn = `arn:aws:appconfig:${region}:${accountId}:application/${id}`
  const application: Application = {id, name, arn, tags: {}, environments: new Map(), profiles: new Map()}
  for (const {name: of, id: own = configId(name, 'environment', of)} of scene.environments) {
    const environment: Environment = {
      id: own,
      application,
      name: of,
      arn: `${arn}/environment/${own}`,
      tags: {},
      monitors: [],
      deployments: [],
    }
    application.environments.set(own, environment)
  }
  for (const profile of scene.profiles) {
    const made = profileFrom(profile, application, `arn:aws:lambda:${region}:${accountId}`)
    application.profiles.set(made.id, made)
  }
  return application
}

function profileFrom(scene: ConfigProfileScene, application: Application, lambda: string): Profile {
  const {name, id = configId(application.name, 'profile', name), schema, refusal, versions = []} = scene
  return {
    id,
    application,
    name,
    arn: `${application.arn}/configurationprofile/${id}`,
    tags: {},
    locationUri: 'hosted',
    type: scene.type ?? 'AWS.Freeform',
    validators: [
      ...(schema === undefined ? [] : [{Type: 'JSON_SCHEMA', Content: schema} as const]),
      ...(refusal === undefined ? [] : [{Type: 'LAMBDA', Content: `${lambda}${VALIDATOR}${name}`} as const]),
    ],
    versions: versions.map((content, index) => ({
      number: index + 1,
      content: Buffer.from(content),
      contentType: 'application/json',
    })),
    lastVersion: versions.length,
  }
}

/** What runs was deployed one after the other, an hour ago. */
function deployPast(environment: Environment, scene: ConfigApplicationScene, place: WorldOptions, world: World): void {
  const strategy = strategyFrom({name: 'Instant'}, place)
  for (const {name, running} of scene.profiles) {
    const number = running?.[environment.name]
    const profile = [...environment.application.profiles.values()].find((one) => one.name === name)
    const version = profile?.versions.find((one) => one.number === number)
    if (!profile || !version) continue
    const at = place.clock.start - HOUR + environment.deployments.length * 2 * SETTLE_MS
    advance(beginDeployment({environment, profile, version, strategy, at}, world), at + SETTLE_MS)
  }
}
