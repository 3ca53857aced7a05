import type {Context} from '../context.js'
import type {DeploymentSummary, EnvironmentKey} from '../ports/app-config.js'

/** The deployments of one environment, newest first, read page by page as far as somebody asks, and once for all that ask. */
export interface EnvironmentHistory {
  readonly key: EnvironmentKey
  deployments(): AsyncIterable<DeploymentSummary>
}

export function readHistory(key: EnvironmentKey, {appConfig}: Context): EnvironmentHistory {
  const seen: DeploymentSummary[] = []
  const source = appConfig.deployments(key)[Symbol.asyncIterator]()
  let reading: Promise<boolean> | undefined
  const readOn = () =>
    (reading ??= source.next().then(({done, value}) => {
      reading = undefined
      if (!done) seen.push(value)
      return !done
    }))
  return {
    key,
    async *deployments() {
      for (let index = 0; ; index += 1) {
        while (index >= seen.length) if (!(await readOn())) return
        yield seen[index] as DeploymentSummary
      }
    },
  }
}
