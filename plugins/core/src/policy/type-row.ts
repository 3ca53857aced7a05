import type {PolicyCondition} from './policy-result.js'

/** What CloudFormation calls with the caller's credentials for a resource of one type. */
export interface TypeRow {
  /** Where the actions and their resources stand: a page of the Service Authorization Reference. */
  readonly doc: string
  /** Prefix of the actions: `kinesis`. */
  readonly service: string
  /** How its name comes about. Without it nobody knows it beforehand. */
  readonly name?: NameRule
  /** Of the resource, as `toArn` takes it; `{name}` is its name, `{Bucket}` a property. Several where its actions know several. */
  readonly arns?: readonly string[]
  readonly rights: readonly Right[]
}

export interface NameRule {
  /** The property that says it. */
  readonly property: string
  /** Where no property does, CloudFormation makes one of stack, logical id and chance: the most characters that it may have. */
  readonly longest?: number
  readonly lowerCase?: boolean
}

export interface Right {
  /**
   * The row's own where it is left out. `{Role}` is what a property says, `{AWS::Lambda::Function}` all of that type in the app, `{app}` is
   * `<app>-<stage>`, `{vpc}` a VPC of others that the settings name. A star says why in `because`.
   */
  readonly on?: readonly string[]
  /** Only where the template's resource has that property. */
  readonly when?: string
  readonly create?: readonly string[]
  readonly read?: readonly string[]
  readonly update?: readonly string[]
  readonly delete?: readonly string[]
  /** `resource`: it has the tags of this app and stage; `request`: it is made with them. */
  readonly tagged?: 'resource' | 'request'
  readonly condition?: PolicyCondition
  readonly because?: string
}

/** A page of the Service Authorization Reference: `awslambda`. */
export function reference(service: string): string {
  return `https://docs.aws.amazon.com/service-authorization/latest/reference/list_${service}.html`
}

/**
 * For tags that are given to what has none yet, by an id that nobody knows: who could give them by himself to a resource of others would make it
 * one of the app's ("aws:CalledVia", AWS global condition context keys).
 */
export const THROUGH_CLOUDFORMATION = {'ForAnyValue:StringEquals': {'aws:CalledVia': 'cloudformation.amazonaws.com'}}
