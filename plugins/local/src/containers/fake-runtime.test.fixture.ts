import {
  type ContainerRuntime,
  type ContainerSpec,
  type Health,
  type OutputLine,
  StartFailure,
} from './container-runtime.js'

interface FakeContainer {
  readonly id: string
  readonly spec: ContainerSpec
  readonly ended: Promise<number>
  end(code: number): void
  health: Health
  lines: OutputLine[]
  removed: boolean
}

/** Containers that do what the test says; they run until they are stopped. */
export interface FakeRuntime extends ContainerRuntime {
  readonly containers: FakeContainer[]
  /** What happened, in order: `start vast:1`, `stop vast:1`. */
  readonly story: string[]
  /** By image: why it does not start. */
  readonly broken: Map<string, string>
  /** By image: its exit code, at once. */
  readonly ending: Map<string, number>
  /** By image: what its health check says; HEALTHY unless told otherwise. */
  readonly healths: Map<string, Health>
}

export function createFakeRuntime(): FakeRuntime {
  const containers: FakeContainer[] = []
  const story: string[] = []
  const [broken, ending] = [new Map<string, string>(), new Map<string, number>()]
  const healths = new Map<string, Health>()
  const find = (id: string) => containers.find((container) => container.id === id)!

  return {
    containers,
    story,
    broken,
    ending,
    healths,

    async start(spec) {
      const reason = broken.get(spec.image)
      if (reason) throw new StartFailure(reason)
      let resolve: (code: number) => void = () => undefined
      const promise = new Promise<number>((done) => (resolve = done))
      const id = `container-${containers.length + 1}`
      const health = healths.get(spec.image) ?? 'HEALTHY'
      containers.push({id, spec, ended: promise, end: resolve, health, lines: [], removed: false})
      story.push(`start ${spec.image}`)
      const code = ending.get(spec.image)
      if (code !== undefined) resolve(code)
      const imageDigest = /@(sha256:.*)$/.exec(spec.image)?.[1]
      return {id, imageDigest, address: `172.18.0.${containers.length + 1}`}
    },
    wait: (id) => find(id).ended,
    async stop(id) {
      story.push(`stop ${find(id).spec.image}`)
      find(id).end(143)
    },
    health: (id) => Promise.resolve(find(id).health),
    async *logs(id) {
      yield* find(id).lines
      await find(id).ended
    },
    async remove(id) {
      find(id).removed = true
    },
    hostAddress: () => Promise.resolve({listenOn: '127.0.0.1', address: '127.0.0.1'}),
    async removeVolume(name) {
      story.push(`remove volume ${name.replace(/[0-9a-f]{32}/, 'TASK')}`)
    },
  }
}
