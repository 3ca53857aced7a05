import type {z} from 'zod'

import type {ConfigsDefinition} from './configs-definition.js'
import type {EventsDefinition} from './events-definition.js'
import type {Lookups} from './lookups.js'

/** A value that another node of the graph makes: it is known when that node is done. */
export type Reference =
  /** The output `name` of the part `part`. */
  | OutputReference
  /** The URI of an image by digest, `repository@sha256:…`. */
  | {readonly ref: 'image'; readonly image: string}
  /** `true` while the stack is being created, `false` afterwards. A difference in it alone is no change of the stack. */
  | {readonly ref: 'creating'}
  /** Several of them, with commas between: what a `CommaDelimitedList` takes. */
  | {readonly ref: 'list'; readonly of: readonly (string | OutputReference)[]}
  /**
   * What somebody else changes while the stack stands, an autoscaler: its value as it is now, `otherwise` while there is none. A difference
   * in it alone is no change of the stack.
   */
  | LiveReference

export interface OutputReference {
  readonly ref: 'output'
  readonly part: string
  readonly name: string
}

export interface LiveReference {
  readonly ref: 'live'
  readonly what: 'stream-shards' | 'table-read-capacity' | 'table-write-capacity'
  /** Of the stream or table. */
  readonly name: string
  readonly otherwise: string
}

export type ParameterValue = string | Reference

/** What the definition is asked with. `name` is `<app>-<stage>`, the prefix of every name in the account. */
export interface Scope<Config, Facts> {
  readonly name: string
  readonly stage: string
  readonly region: string
  /** Where it is known: from the settings, or of the credentials. */
  readonly account?: string | undefined
  readonly config: Config
  readonly facts: Facts
}

export interface ImageDefinition<Config> {
  readonly name: string
  /** Where it is pushed: an output that holds a repository URI. */
  readonly repository: OutputReference
  /** Absolute path of the Dockerfile. */
  readonly dockerfile: string
  /** Absolute path of the build context. */
  readonly context: string
  readonly platform: Platform | ((scope: Scope<Config, undefined>) => Platform)
  readonly target?: string
  readonly buildArgs?: (scope: Scope<Config, undefined>) => Record<string, string>
  /**
   * Build arguments that name a base image. A tag is resolved to its digest before anything is built: the digest is what is built upon,
   * and what the image's identity counts.
   */
  readonly baseImages?: (scope: Scope<Config, undefined>) => Record<string, BaseImageChoice>
  /** Versions of Lambda layers, whose files the build finds unpacked in its context: a layer cannot be attached to an image. */
  readonly layers?: (scope: Scope<Config, undefined>) => readonly LayerChoice[]
}

export interface LayerChoice {
  /** Of a version: `arn:aws:lambda:eu-west-1:434848589818:layer:AWS-AppConfig-Extension-Arm64:241`. */
  readonly arn: string
  /** Where its files stand, from the root of the context. */
  readonly folder: string
  /** The setting that names another one, for who has no permission for this. */
  readonly setting?: string
}

export type Platform = 'linux/amd64' | 'linux/arm64'

export interface BaseImageChoice {
  /** `tenzir/vast:latest`, `ghcr.io/own/vast@sha256:…`. */
  readonly reference: string
  /** Tags that may be suggested where there is no such tag; all without it. */
  readonly suits?: (tag: string) => boolean
}

export interface StackDefinition<Config, Facts> {
  /** The part: the stack is named `<app>-<stage>-<part>`. */
  readonly part: string
  /** Absolute path of the template. */
  readonly template: string
  readonly parameters?: (scope: Scope<Config, Facts>) => Record<string, ParameterValue>
  /** The setting, a list of parts, that has to name this one; without it the part is always deployed. */
  readonly optional?: keyof Config & string
  /** Parts that must exist first although no output of theirs is taken. */
  readonly after?: readonly string[]
  /** Why data that lives here would be missed; printed before a destroy. By logical id. */
  readonly data?: Readonly<Record<string, string | DataNote>>
  /** A family's member that is deployed and that the settings do not name. The engine finds these; no definition says it. */
  readonly leftover?: true
  /** The output with the key that X-Ray encrypts traces with: set for account and region after the stack, put back before its deletion. */
  readonly traceKey?: string
}

/**
 * Stacks of one template, as many as the settings say: one for each stream of a pipeline. Its parts are `<family>-<member>`. Families that share
 * a name are told apart by their members: a member that goes from one to the other keeps its stack.
 */
export interface StackFamily<Config, Facts> {
  readonly family: string
  /** Absolute path of the template. */
  readonly template: string
  /** Names in lower case with dashes, in the order in which they are shown. */
  readonly members: (config: Config) => readonly string[]
  readonly parameters: (scope: Scope<Config, Facts>, member: string) => Record<string, ParameterValue>
  readonly after?: readonly string[]
  readonly data?: Readonly<Record<string, string | DataNote>>
}

/** What is lost with a resource. `grave`: it cannot be made again; without a note the type of the resource says so. */
export interface DataNote {
  readonly reason: string
  readonly grave: boolean
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

/** The server that start, stop and restart are about: the stack's outputs `Cluster` and `Service` say where it runs, `Endpoint` where clients find it. */
export interface ServerDefinition {
  readonly part: string
  /** What is gone when its task ends, told from the parameters of its stack; `undefined`: nothing. */
  readonly lostOnStop?: (parameters: Readonly<Record<string, string>>) => string | undefined
  /** What a second one beside it may do, told likewise; `undefined`: no harm. */
  readonly harmOfSecond?: (parameters: Readonly<Record<string, string>>) => string | undefined
}

/**
 * How data goes into the server and comes out of it: programs and their arguments, run in its container. What they read and write are their
 * standard input and output.
 */
export interface StoreDefinition {
  readonly importCommand: (input: {readonly format: string; readonly type?: string | undefined}) => readonly string[]
  readonly exportCommand: (input: {
    readonly format: string
    readonly query: string
    readonly limit?: number | undefined
  }) => readonly string[]
  /** Says a number. No query: all events. */
  readonly countCommand: (query: string | undefined) => readonly string[]
  readonly formats: readonly StoreFormat[]
}

export interface StoreFormat {
  readonly name: string
  /** Of the names of files that have this format unless somebody says another one: `.json`. */
  readonly endings: readonly string[]
  /** Several files one behind the other are one as well. */
  readonly joins: boolean
}

/** What `snapshot` and `restore` are about: the directory that the server has of its file system, and the part that backs it up. */
export interface BackupDefinition {
  /** Its outputs `Vault`, `BackupRole`, `RestoreTask`, `RestoreContainer`, `Subnet` and `SecurityGroup` say with what. */
  readonly part: string
  /** From the root of the file system that the output `FileSystemArn` of the server's part names: `/vast`. */
  readonly directory: string
}

/** The Lambda function that runs commands: the stack's output `FunctionName` names it. */
export interface ClientDefinition {
  readonly part: string
}

/** What a plugin brings: data, no control flow. The engine does the rest. */
export interface AppDefinition<Config = unknown, Facts = unknown> {
  readonly name: string
  readonly title: string
  /**
   * zod, strict. `.describe()` is a field's help; `.meta({env: 'VAST_CIDR'})` names its environment variable, `secret: true` hides its value in every output,
   * `choose: 'vpc'` lets `init` list the account's VPCs. Of several names of a variable, a list, the first that is set counts.
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
  /** Come after `stacks`. */
  readonly families?: readonly StackFamily<Config, Facts>[]
  readonly configs?: ConfigsDefinition<Config, Facts>
  readonly events?: EventsDefinition<Config>
  readonly server?: ServerDefinition
  /** The part with the bucket that the commands about files are about: its stack's output `Bucket` is the name. */
  readonly bucket?: {readonly part: string}
  /** Of the server. */
  readonly store?: StoreDefinition
  readonly backup?: BackupDefinition
  readonly client?: ClientDefinition
  /** Settings to try the app with on the local AWS, the lowest-priority source there. */
  readonly sample?: (local: LocalSample) => Record<string, string>
}

/** What names an app's nodes, whatever its settings are. */
export interface AppOutline {
  readonly name: string
  readonly images: readonly {readonly name: string}[]
  readonly stacks: readonly {readonly part: string; readonly traceKey?: string}[]
}

export function defineApp<Config, Facts = undefined>(app: AppDefinition<Config, Facts>): AppDefinition<Config, Facts> {
  return app
}

export function output(part: string, name: string): OutputReference {
  return {ref: 'output', part, name}
}

/** Of nothing: an empty text. */
export function list(of: readonly (string | OutputReference)[]): ParameterValue {
  return of.length === 0 ? '' : {ref: 'list', of}
}

export function image(name: string): Reference & {ref: 'image'} {
  return {ref: 'image', image: name}
}

export function creating(): Reference & {ref: 'creating'} {
  return {ref: 'creating'}
}

export function live(what: LiveReference['what'], name: string, otherwise: string): LiveReference {
  return {ref: 'live', what, name, otherwise}
}
