import type {Context} from '../context.js'
import type {DeploymentSummary, EnvironmentKey} from '../ports/app-config.js'

/** The deployments of one environment, newest first, read page by page as far as somebody asks, and once for all that ask. */
export interface EnvironmentHistory {
  readonly key: EnvironmentKey
  deployments(): AsyncIterable<DeploymentSummary>
  /** Those of the profiles of a name: a look for each of a thousand profiles does not go through the deployments of all others. */
  deploymentsOf(name: string): AsyncIterable<DeploymentSummary>
}

export function readHistory(key: EnvironmentKey, {appConfig}: Context): EnvironmentHistory {
  const seen: DeploymentSummary[] = []
  const seenOf = new Map<string, DeploymentSummary[]>()
  const source = appConfig.deployments(key)[Symbol.asyncIterator]()
  let reading: Promise<boolean> | undefined
  const readOn = () =>
    (reading ??= source.next().then(({done, value}) => {
      reading = undefined
      if (done) return false
      seen.push(value)
      const same = seenOf.get(value.name)
      if (same) same.push(value)
      else seenOf.set(value.name, [value])
      return true
    }))
  async function* read(seenSoFar: () => readonly DeploymentSummary[]): AsyncGenerator<DeploymentSummary> {
    for (let index = 0; ; index += 1) {
      while (index >= seenSoFar().length) if (!(await readOn())) return
      yield seenSoFar()[index] as DeploymentSummary
    }
  }
  return {
    key,
    deployments: () => read(() => seen),
    deploymentsOf: (name) => read(() => seenOf.get(name) ?? []),
  }
}
