import type {z} from 'zod'

import type {Lookups} from './lookups.js'

/** A value that another node of the graph makes: it is known when that node is done. */
export type Reference =
  /** The output `name` of the part `part`. */
  | {readonly ref: 'output'; readonly part: string; readonly name: string}
  /** The URI of an image by digest, `repository@sha256:…`. */
  | {readonly ref: 'image'; readonly image: string}
  /** `true` while the stack is being created, `false` afterwards. A difference in it alone is no change of the stack. */
  | {readonly ref: 'creating'}

export type ParameterValue = string | Reference

/** What the definition is asked with. `name` is `<app>-<stage>`, the prefix of every name in the account. */
export interface Scope<Config, Facts> {
  readonly name: string
  readonly stage: string
  readonly region: string
  readonly config: Config
  readonly facts: Facts
}

export interface ImageDefinition<Config> {
  readonly name: string
  /** Where it is pushed: an output that holds a repository URI. */
  readonly repository: Reference & {ref: 'output'}
  /** Absolute path of the Dockerfile. */
  readonly dockerfile: string
  /** Absolute path of the build context. */
  readonly context: string
  readonly platform: 'linux/amd64' | 'linux/arm64'
  readonly target?: string
  readonly buildArgs?: (scope: Scope<Config, undefined>) => Record<string, string>
}

export interface StackDefinition<Config, Facts> {
  /** The part: the stack is named `<app>-<stage>-<part>`. */
  readonly part: string
  /** Absolute path of the template. */
  readonly template: string
  readonly parameters?: (scope: Scope<Config, Facts>) => Record<string, ParameterValue>
  /** Parts that must exist first although no output of theirs is taken. */
  readonly after?: readonly string[]
  /** Why data that lives here would be missed; printed before a destroy. By logical id. */
  readonly data?: Readonly<Record<string, string>>
}

/** A check over the whole configuration. It says what is wrong, one sentence for each problem, at the key it concerns. */
export type Rule<Config, Facts> = (scope: Scope<Config, Facts>) => readonly Problem[]

/** A key of the settings (`cidr`) and what is wrong with its value. */
export interface Problem {
  readonly key: string
  readonly message: string
}

/** What the local AWS holds for everybody to try with. */
export interface LocalSample {
  readonly vpcId: string
  /** Base images of which the local registry holds a stand-in: `tenzir/vast` to a reference by digest. */
  readonly standIns: Readonly<Record<string, string>>
}

/** The server that start, stop and restart are about: the stack's outputs `Cluster` and `Service` say where it runs. */
export interface ServerDefinition {
  readonly part: string
  /** What is gone when its task ends, told from the parameters of its stack; `undefined`: nothing. */
  readonly lostOnStop?: (parameters: Readonly<Record<string, string>>) => string | undefined
}

/** What a plugin brings: data, no control flow. The engine does the rest. */
export interface AppDefinition<Config = unknown, Facts = unknown> {
  readonly name: string
  readonly title: string
  /**
   * zod, strict. `.describe()` is a field's help; `.meta({env: 'VAST_CIDR'})` names its environment variable, `secret: true` hides its value in every output,
   * `choose: 'vpc'` lets `init` list the account's VPCs.
   */
  readonly settings: z.ZodType<Config> & {readonly shape: Readonly<Record<string, z.ZodType>>}
  /** The seed's own variable for the region, before `AWS_STACK_REGION`. */
  readonly regionVariable?: string
  /** Checked before any call is made. */
  readonly rules?: readonly Rule<Config, undefined>[]
  /** What must be asked of the account before parameters can be told (a main route table, a CIDR). */
  readonly lookup?: (scope: Scope<Config, undefined>, ask: Lookups) => Promise<Facts>
  /** Checked against what `lookup` found, still before anything changes. */
  readonly accountRules?: readonly Rule<Config, Facts>[]
  readonly images: readonly ImageDefinition<Config>[]
  readonly stacks: readonly StackDefinition<Config, Facts>[]
  readonly server?: ServerDefinition
  /** Settings to try the app with on the local AWS, the lowest-priority source there. */
  readonly sample?: (local: LocalSample) => Record<string, string>
}

/** What names an app's nodes, whatever its settings are. */
export interface AppOutline {
  readonly name: string
  readonly images: readonly {readonly name: string}[]
  readonly stacks: readonly {readonly part: string}[]
}

export function defineApp<Config, Facts = undefined>(app: AppDefinition<Config, Facts>): AppDefinition<Config, Facts> {
  return app
}

export function output(part: string, name: string): Reference & {ref: 'output'} {
  return {ref: 'output', part, name}
}

export function image(name: string): Reference & {ref: 'image'} {
  return {ref: 'image', image: name}
}

export function creating(): Reference & {ref: 'creating'} {
  return {ref: 'creating'}
}
