/** What runs the containers of tasks and functions: Docker, or a fake in tests. */
export interface ContainerRuntime {
  /** Pulls the image and starts a container; rejects with a `StartFailure` in ECS's words. */
  start(spec: ContainerSpec, signal: AbortSignal): Promise<StartedContainer>
  /** The exit code, when it has ended. */
  wait(id: string): Promise<number>
  /** SIGTERM, and SIGKILL after `seconds`. One that has ended already is fine. */
  stop(id: string, seconds: number): Promise<void>
  health(id: string): Promise<Health>
  /** All that it writes, until it ends. */
  logs(id: string): AsyncIterable<OutputLine>
  /** Takes its nameless volumes along. */
  remove(id: string): Promise<void>
  removeVolume(name: string): Promise<void>
  /** How containers of the shared network reach programs of this machine. */
  hostAddress(): Promise<HostAddress>
}

export interface HostAddress {
  /** Address of this machine. */
  readonly listenOn: string
  /** The same for the containers. */
  readonly address: string
  /** What a container has to be started with, for `address` is that name. */
  readonly hostName?: string
}

export type Health = 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN'

export interface OutputLine {
  readonly timestamp: number
  readonly message: string
}

export interface StartedContainer {
  readonly id: string
  /** `sha256:…` of the manifest; an image without one has none. */
  readonly imageDigest?: string | undefined
  /** In the network that the containers of one local AWS share. */
  readonly address?: string | undefined
}

export interface ContainerSpec {
  /** Unique among the containers that run. */
  readonly name: string
  readonly image: string
  /** For a registry that asks. */
  readonly credentials?: RegistryCredentials | undefined
  readonly entryPoint?: readonly string[] | undefined
  readonly command?: readonly string[] | undefined
  readonly environment: Readonly<Record<string, string>>
  readonly user?: string | undefined
  readonly workingDirectory?: string | undefined
  /** An init as process 1. */
  readonly init: boolean
  readonly readOnly: boolean
  readonly tty: boolean
  readonly labels: Readonly<Record<string, string>>
  readonly healthCheck?: HealthCheckSpec | undefined
  readonly mounts: readonly MountSpec[]
  /** A name in the container for the machine around the engine. */
  readonly hostName?: string | undefined
  /** Folders in memory, with their mount options. */
  readonly tmpfs?: Readonly<Record<string, string>> | undefined
  /** Of its own with these names, or that of another container. */
  readonly network: {readonly aliases: readonly string[]} | {readonly of: string}
}

export interface RegistryCredentials {
  readonly username: string
  readonly password: string
  readonly serveraddress: string
}

export interface HealthCheckSpec {
  /** `CMD …` or `CMD-SHELL …` */
  readonly command: readonly string[]
  readonly intervalSeconds: number
  readonly timeoutSeconds: number
  readonly retries: number
  readonly startPeriodSeconds: number
}

export interface MountSpec {
  readonly target: string
  readonly readOnly: boolean
  readonly source: {readonly folder: string} | {readonly volume: string}
}

/** Why a container, and with it its task, did not start: `CannotPullContainerError: …`. */
export class StartFailure extends Error {}
