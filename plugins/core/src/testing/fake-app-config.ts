import {isAtRest} from '../aws/is-at-rest.js'
import {cancelled} from '../errors.js'
import type {
  AppConfig,
  ConfigContent,
  ConfigDeployment,
  ConfigProfile,
  ConfigVersion,
  CreatedVersion,
  DeploymentKey,
  DeploymentState,
  EnvironmentKey,
  Named,
  NewDeployment,
  NewVersion,
  ProfileKey,
} from '../ports/app-config.js'
import {ended, refused} from './under-way.js'

export interface KeptVersion extends ConfigVersion {
  readonly content: string
  readonly contentType: string
}

interface KeptDeployment extends ConfigDeployment {
  readonly environment: string
  /** Those it goes through; one for each look. */
  readonly states: DeploymentState[]
}

const REVERTIBLE_MS = 72 * 3_600_000

/** Behaviour: `fake-app-config.md`. */
export class FakeAppConfig implements AppConfig {
  readonly calls: string[] = []
  readonly named: Named[] = []
  readonly strategyList: Named[] = [{id: 'AppConfig.AllAtOnce', name: 'AppConfig.AllAtOnce'}]
  readonly environmentList = new Map<string, Named[]>()
  readonly profileList = new Map<string, ConfigProfile[]>()
  /** By id of the profile, newest first. */
  readonly kept = new Map<string, KeptVersion[]>()
  /** Of all environments, newest first. */
  readonly started: KeptDeployment[] = []
  /** What deployments of a profile, by name, go through; else those of `states`. */
  readonly endings = new Map<string, DeploymentState[]>()
  states: DeploymentState[] = ['DEPLOYING', 'COMPLETE']
  /** Why what is rolled back is. */
  reason = 'the alarm errors is in ALARM'
  readonly failures = new Map<keyof AppConfig, Error>()
  /** Awaited at each look at a deployment. */
  onLook: (deployment: ConfigDeployment) => Promise<void> | void = () => {}
  /** Profiles that something reads: deletion protection holds them. */
  readonly protected = new Set<string>()
  /** Of deployments that ran in one environment at a time. */
  most = 0
  now = Date.UTC(2026, 10, 22)
  #ids = 0

  addApplication(name: string, environments: readonly string[], id = `app${(this.#ids += 1)}`): string {
    this.named.push({id, name})
    this.environmentList.set(
      id,
      environments.map((environment) => ({id: `${id}-${environment}`, name: environment})),
    )
    this.profileList.set(id, [])
    return id
  }

  addStrategy(name: string, id = `strategy${(this.#ids += 1)}`): string {
    this.strategyList.push({id, name})
    return id
  }

  addProfile(application: string, name: string, rest: Partial<ConfigProfile> = {}): string {
    const profile = {id: `p-${name}`, name, type: 'AWS.Freeform', location: 'hosted', ...rest} as const
    this.profileList.get(application)?.push(profile)
    this.kept.set(profile.id, [])
    return profile.id
  }

  /** As another tool uploads: no label, no description, no lock. */
  upload(profile: string, content: string): number {
    const versions = this.kept.get(profile) ?? []
    const number = (versions[0]?.number ?? 0) + 1
    this.kept.set(profile, [{number, content, contentType: 'application/json'}, ...versions])
    return number
  }

  /** As somebody else does it: it goes through `states`, or has long been through them. */
  deploy(environment: string, profile: string, version: number, states: DeploymentState[] = ['COMPLETE']): number {
    const number = this.started.filter((one) => one.environment === environment).length + 1
    const {name} = this.#profile(profile)
    const label = this.kept.get(profile)?.find((one) => one.number === version)?.label
    const [state = 'DEPLOYING', ...later] = states
    this.started.unshift({
      number,
      environment,
      profile,
      name,
      version,
      ...(label && {label}),
      state,
      states: later,
      percent: state === 'COMPLETE' ? 100 : 0,
      startedAt: this.now,
      ...(state === 'COMPLETE' && {completedAt: this.now}),
      bakeMinutes: 0,
      events: [],
    })
    const running = this.started.filter((one) => one.environment === environment && !isAtRest(one))
    this.most = Math.max(this.most, running.length)
    return number
  }

  /** What an environment runs of each profile: content by profile's name. */
  runs(environment: string): Record<string, string> {
    const complete = this.started.filter((one) => one.environment === environment && one.state === 'COMPLETE')
    return Object.fromEntries(
      complete.toReversed().map(({profile, name, version}) => {
        const content = this.kept.get(profile)?.find(({number}) => number === version)?.content
        return [name, content ?? '(deleted)']
      }),
    )
  }

  async applications(): Promise<Named[]> {
    this.#called('applications')
    return this.named
  }

  async strategies(): Promise<Named[]> {
    this.#called('strategies')
    return this.strategyList
  }

  async environments(application: string): Promise<Named[]> {
    this.#called('environments', application)
    return this.environmentList.get(application) ?? []
  }

  async profiles(application: string): Promise<ConfigProfile[]> {
    this.#called('profiles', application)
    return this.profileList.get(application) ?? []
  }

  async createProfile(application: string, input: Pick<ConfigProfile, 'name' | 'type'>): Promise<ConfigProfile> {
    this.#called('createProfile', input.name)
    this.addProfile(application, input.name, input)
    return this.#profile(`p-${input.name}`)
  }

  async deleteProfile({application, profile}: ProfileKey, bypass: boolean): Promise<void> {
    this.#called('deleteProfile', `${profile}${bypass ? ' bypassing' : ''}`)
    if (this.kept.get(profile)?.length)
      throw refused(
        `Cannot delete configuration profile ${profile} because there are still hosted configuration versions existing under it.`,
        'BadRequestException',
      )
    if (this.protected.has(profile) && !bypass) throw refused(`${profile} is protected`, 'BadRequestException')
    const rest = (this.profileList.get(application) ?? []).filter(({id}) => id !== profile)
    this.profileList.set(application, rest)
    this.kept.delete(profile)
  }

  async newestVersion({profile}: ProfileKey): Promise<ConfigVersion | undefined> {
    this.#called('newestVersion', profile)
    return this.kept.get(profile)?.[0]
  }

  async *versions({profile}: ProfileKey): AsyncGenerator<ConfigVersion> {
    this.#called('versions', profile)
    yield* this.kept.get(profile) ?? []
  }

  async content({profile}: ProfileKey, version: number): Promise<ConfigContent | undefined> {
    this.#called('content', `${profile} ${version}`)
    const found = this.kept.get(profile)?.find(({number}) => number === version)
    return found && {bytes: Buffer.from(found.content), contentType: found.contentType}
  }

  async createVersion({profile}: ProfileKey, input: NewVersion): Promise<CreatedVersion> {
    this.#called('createVersion', profile)
    const {latest, ...version} = input
    const newest = this.kept.get(profile)?.[0]
    if (latest !== undefined && latest !== newest?.number) return 'conflict'
    if (newest?.content === input.content) return {number: newest.number}
    const number = (newest?.number ?? 0) + 1
    this.kept.set(profile, [{number, ...version}, ...(this.kept.get(profile) ?? [])])
    return {number}
  }

  async deleteVersion({profile}: ProfileKey, version: number): Promise<boolean> {
    this.#called('deleteVersion', `${profile} ${version}`)
    if (this.started.some((one) => one.profile === profile && one.version === version && !isAtRest(one)))
      throw refused(`${profile} ${version} is being deployed`, 'BadRequestException')
    const versions = this.kept.get(profile) ?? []
    const rest = versions.filter(({number}) => number !== version)
    this.kept.set(profile, rest)
    return rest.length < versions.length
  }

  async *deployments({environment}: EnvironmentKey): AsyncGenerator<ConfigDeployment> {
    this.#called('deployments', environment)
    yield* this.started.filter((one) => one.environment === environment)
  }

  async deployment(key: DeploymentKey): Promise<ConfigDeployment> {
    this.#called('deployment', `${key.environment} ${key.number}`)
    return this.#find(key)
  }

  async startDeployment(
    {environment}: EnvironmentKey,
    input: NewDeployment,
    _signal?: AbortSignal,
  ): Promise<{readonly number: number} | 'busy'> {
    const {name} = this.#profile(input.profile)
    this.#called('startDeployment', `${environment} ${name} ${input.version}`)
    if (this.started.some((one) => one.environment === environment && !isAtRest(one))) return 'busy'
    if (!this.kept.get(input.profile)?.some(({number}) => number === input.version))
      throw refused(`there is no version ${input.version}`, 'ResourceNotFoundException')
    const number = this.deploy(environment, input.profile, input.version, this.endings.get(name) ?? this.states)
    this.#change({...this.#find({environment, number}), description: input.description})
    return {number}
  }

  async stopDeployment(key: DeploymentKey, revert: boolean): Promise<boolean> {
    this.#called('stopDeployment', `${key.environment} ${key.number}${revert ? ' reverting' : ''}`)
    const found = this.#find(key)
    const late = this.now - (found.completedAt ?? this.now) > REVERTIBLE_MS
    if (found.state === 'DEPLOYING' || (found.state === 'BAKING' && revert))
      this.#change({...found, state: 'ROLLING_BACK', states: ['ROLLED_BACK']}, 'stopped by a user')
    else if (found.state === 'COMPLETE' && revert && !late) this.#change({...found, state: 'REVERTED', states: []})
    else return false
    return true
  }

  async *follow(key: DeploymentKey, signal: AbortSignal): AsyncGenerator<ConfigDeployment> {
    this.#called('follow', `${key.environment} ${key.number}`)
    const over = ended(signal)
    let last: ConfigDeployment | undefined
    for (;;) {
      await Promise.race([this.onLook(this.#find(key)), over])
      if (signal.aborted) throw cancelled(signal)
      const found = this.#find(key)
      if (found !== last) yield found
      if (isAtRest(found)) return
      last = found
      this.advance(key)
      await new Promise(setImmediate)
    }
  }

  /** One step on. */
  advance(key: Pick<DeploymentKey, 'environment' | 'number'>): void {
    const found = this.#find(key)
    const [state, ...states] = found.states
    if (state === undefined) return
    this.#change({...found, state, states}, state === 'ROLLED_BACK' ? this.reason : undefined)
  }

  #change(changed: KeptDeployment, reason?: string): void {
    const index = this.started.findIndex(
      ({environment, number}) => environment === changed.environment && number === changed.number,
    )
    const percent = changed.state === 'COMPLETE' || changed.state === 'BAKING' ? 100 : changed.percent
    const text = changed.events.length > 0 ? undefined : reason
    const event = text && {type: 'ROLLBACK_STARTED', by: 'CLOUDWATCH_ALARM', text, at: this.now}
    this.started[index] = {
      ...changed,
      percent,
      ...(changed.state === 'COMPLETE' && {completedAt: this.now}),
      events: event ? [event] : changed.events,
    }
  }

  #find({environment, number}: Pick<DeploymentKey, 'environment' | 'number'>): KeptDeployment {
    const found = this.started.find((one) => one.environment === environment && one.number === number)
    if (!found) throw refused(`there is no deployment ${number}`, 'ResourceNotFoundException')
    return found
  }

  #profile(id: string): ConfigProfile {
    const found = [...this.profileList.values()].flat().find((profile) => profile.id === id)
    if (!found) throw refused(`there is no profile ${id}`, 'ResourceNotFoundException')
    return found
  }

  #called(method: keyof AppConfig, what = ''): void {
    this.calls.push(`${method} ${what}`.trim())
    const failure = this.failures.get(method)
    if (failure) throw failure
  }
}
