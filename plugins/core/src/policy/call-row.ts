import type {PolicyCondition, PolicyVerb} from './policy-result.js'

/** What the engine calls by itself, and what IAM asks for it. */
export interface CallRow {
  /** Where it is another one than the operation: `s3:ListBucketVersions` for ListObjectVersions. None: AWS asks for no permission. */
  readonly actions?: readonly string[]
  /**
   * As `toArn` takes it. `{AWS::ECR::Repository}`: all of this type that the app's templates make; where they make none the call is not
   * made either; `{name:…}` their names. `{stack}`: the app's stacks, `{layer}`: the Lambda layers that images take their files from, `{parameter:X}`:
   * what is given to the stacks by that name, `{roles:ecs-tasks.amazonaws.com}`: the app's roles that this service may take.
   */
  readonly on: readonly string[]
  readonly commands: readonly PolicyVerb[]
  /** Only of apps whose templates have this type, or that have a `trace key`: where `on` does not say so. */
  readonly needs?: string
  /** `application`: of AppConfig, unless the settings name one of somebody else's. */
  readonly tagged?: 'resource' | 'application'
  readonly condition?: PolicyCondition
  /** Why it is a star. */
  readonly because?: string
}

/** By operation. */
export type CallTable = Readonly<Record<string, CallRow | readonly CallRow[]>>

export const ALWAYS: readonly PolicyVerb[] = ['plan', 'deploy', 'destroy', 'operate']

/** Of actions that the Service Authorization Reference lists without a resource type. */
export const NO_RESOURCE = 'the action knows no resources'
