/** AppConfig: applications, what they hold, and what runs in their environments. Times are epoch ms. */
export interface AppConfig {
  applications(signal?: AbortSignal): Promise<Named[]>
  /** Those that AWS has made too, e.g. `AppConfig.AllAtOnce`. */
  strategies(signal?: AbortSignal): Promise<Named[]>
  environments(application: string, signal?: AbortSignal): Promise<Named[]>
  profiles(application: string, signal?: AbortSignal): Promise<ConfigProfile[]>
  /** Throws `AWS_REFUSED` where AppConfig's own quotas are reached. */
  createProfile(application: string, input: Pick<ConfigProfile, 'name' | 'type'>): Promise<ConfigProfile>
  /** Only of a profile without versions. `bypass`: also while it is protected because something has read it in the last hour. */
  deleteProfile(key: ProfileKey, bypass: boolean): Promise<void>

  /** The newest of a profile. `undefined`: it has none. */
  newestVersion(key: ProfileKey, signal?: AbortSignal): Promise<ConfigVersion | undefined>
  /** All of a profile, newest first, page by page: whoever has seen enough stops. */
  versions(key: ProfileKey, signal?: AbortSignal): AsyncIterable<ConfigVersion>
  /** `undefined`: there is no such version. */
  content(key: ProfileKey, version: number, signal?: AbortSignal): Promise<ConfigContent | undefined>
  createVersion(key: ProfileKey, input: NewVersion): Promise<CreatedVersion>
  /** `false`: there was no such version. */
  deleteVersion(key: ProfileKey, version: number): Promise<boolean>

  /** All of an environment, newest first, page by page: whoever has seen enough stops. */
  deployments(key: EnvironmentKey, signal?: AbortSignal): AsyncIterable<DeploymentSummary>
  deployment(key: DeploymentKey, signal?: AbortSignal): Promise<ConfigDeployment>
  /** `busy`: another deployment runs in the environment, AppConfig takes one at a time. */
  startDeployment(
    key: EnvironmentKey,
    input: NewDeployment,
    signal?: AbortSignal,
  ): Promise<{readonly number: number} | 'busy'>
  /** `revert`: also one that is complete, within 72 h. `false`: AppConfig refused, it is not in a state for that. */
  stopDeployment(key: DeploymentKey, revert: boolean, signal?: AbortSignal): Promise<boolean>
  /** What a deployment is now, then each time that it has moved, until it is at rest. */
  follow(key: DeploymentKey, signal: AbortSignal): AsyncIterable<ConfigDeployment>
}

export interface Named {
  readonly id: string
  /** Not unique. */
  readonly name: string
}

export interface ConfigProfile extends Named {
  readonly type: 'AWS.Freeform' | 'AWS.AppConfig.FeatureFlags'
  /** `hosted`: AppConfig keeps its versions. */
  readonly location: string
}

export interface ProfileKey {
  readonly application: string
  /** Id. */
  readonly profile: string
}

export interface EnvironmentKey {
  readonly application: string
  /** Id. */
  readonly environment: string
}

export interface DeploymentKey extends EnvironmentKey {
  readonly number: number
}

export interface ConfigVersion {
  readonly number: number
  readonly description?: string
  readonly label?: string
  readonly contentType?: string
}

export interface ConfigContent {
  readonly bytes: Uint8Array
  readonly contentType: string
}

/** Without a description: with one, other tools that upload the same would make a version of their own. */
export interface NewVersion {
  readonly content: string
  readonly contentType: string
  /** Of ASCII, at most 64 characters, and not of digits alone. */
  readonly label: string
  /** The newest that is known: a version that somebody else has made since is not overlooked. */
  readonly latest?: number
}

/** `conflict`: there is a newer version than `latest`. */
export type CreatedVersion = {readonly number: number} | 'conflict'

export interface NewDeployment {
  readonly profile: string
  readonly version: number
  readonly strategy: string
  readonly description: string
}

/** The last three are at rest. */
export type DeploymentState =
  'VALIDATING' | 'DEPLOYING' | 'BAKING' | 'ROLLING_BACK' | 'COMPLETE' | 'ROLLED_BACK' | 'REVERTED'

export interface DeploymentSummary {
  readonly number: number
  /** The profile's name. */
  readonly name: string
  readonly version: number
  /** Of the version. */
  readonly label?: string
  readonly state: DeploymentState
  readonly percent: number
  readonly startedAt?: number
  readonly completedAt?: number
}

export interface ConfigDeployment extends DeploymentSummary {
  /** The profile's id. */
  readonly profile: string
  readonly description?: string
  /** How long alarms are watched after the last target has it, in minutes. */
  readonly bakeMinutes: number
  /** Newest first. */
  readonly events: readonly DeploymentEvent[]
}

export interface DeploymentEvent {
  /** AppConfig's `EventType`, e.g. `ROLLBACK_STARTED`. */
  readonly type: string
  /** `USER`, `APPCONFIG`, `CLOUDWATCH_ALARM`, `INTERNAL_ERROR`. */
  readonly by?: string
  readonly text?: string
  readonly at?: number
}
