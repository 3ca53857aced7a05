/** The `--json` shapes of what is about configurations: a stable interface. Times as ISO 8601. */

export interface DeployedConfig {
  profile: string
  /** Something was deployed. */
  changed: boolean
  /** The version that was released, where one was. */
  version?: number
  /** It was made in this run. */
  uploaded: boolean
  environments: {
    environment: string
    changed: boolean
    /** What runs there now; absent where nothing does. */
    version?: number
    deployment?: number
    /** AppConfig's own. */
    state?: string
  }[]
}

export interface ConfigDeployResult {
  app: string
  stage: string
  region: string
  application: string
  changed: boolean
  configs: DeployedConfig[]
  /** Profiles that are not there. */
  skipped: string[]
  durationMs: number
}

export interface ConfigRevertResult {
  app: string
  stage: string
  region: string
  application: string
  profile: string
  environments: {
    environment: string
    /** `reverts`: AppConfig took the deployment back; `deploys`: the earlier version was deployed once more. */
    how: 'reverts' | 'deploys'
    from: number
    /** What runs there now. */
    version: number
    deployment: number
    state: string
  }[]
  durationMs: number
}

export interface ConfigListResult {
  app: string
  stage: string
  region: string
  application: string
  configs: ConfigStatus[]
}

export interface ConfigHistoryResult {
  app: string
  stage: string
  region: string
  application: string
  profile: string
  /** Newest first. */
  versions: {
    version: number
    /** Of its first deployment, as far as deployments are told. */
    by?: string
    commit?: string
    deployedAt?: string
    label?: string
    contentType?: string
    /** Environments that run it. */
    live: string[]
  }[]
  /** Newest first. */
  deployments: {
    environment: string
    deployment: number
    version: number
    state: string
    startedAt?: string
    completedAt?: string
    by?: string
    commit?: string
    /** Why it did not come to stay. */
    reason?: string
  }[]
  /** There are more than were asked for. */
  truncated: boolean
}

export interface ConfigContentResult {
  app: string
  stage: string
  region: string
  application: string
  profile: string
  version: number
  /** The one that was asked about. */
  environment?: string
  contentType: string
  bytes: number
  content: string
}

export interface ConfigDeleteResult {
  app: string
  stage: string
  region: string
  application: string
  profile: string
  changed: boolean
  /** Versions. */
  deleted: number
  durationMs: number
}

export interface ConfigPruneResult {
  app: string
  stage: string
  region: string
  application: string
  changed: boolean
  /** Those of which versions were deleted. */
  profiles: {profile: string; deleted: number[]; kept: number}[]
  durationMs: number
}

/** What the environments run of one profile. */
export interface ConfigStatus {
  profile: string
  type: 'AWS.Freeform' | 'AWS.AppConfig.FeatureFlags'
  /** The newest version; absent where it has none. */
  newest?: number
  environments: {
    environment: string
    /** What runs there; absent where nothing does. */
    version?: number
    deployment?: number
    since?: string
    /** Whom the deployment names. */
    by?: string
    commit?: string
    /** It is not the newest version. */
    differs: boolean
    /** A deployment that has not come to its end. */
    underWay?: {deployment: number; version: number; state: string; percent: number}
  }[]
}

export interface CancelledConfig {
  environment: string
  profile: string
  deployment: number
  version: number
  /** `stops-deployment`: AppConfig rolls it back; `cannot`: it could not be stopped; `ended`: it had ended already. */
  how: 'stops-deployment' | 'cannot' | 'ended'
  state: string
}

export interface FollowedConfig {
  environment: string
  profile: string
  deployment: number
  version: number
  state: string
}
