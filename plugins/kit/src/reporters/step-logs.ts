import type {ImageProgress, NodeRef} from '@aws-stack/core'

/** What a failed step is told with: enough for a compiler's or apt's last words. */
const KEPT = 100

/** Keeps the last lines of each build step under way, for the step that fails. */
export interface StepLogs {
  /** The log of a step that has just failed; nothing otherwise. */
  take(node: NodeRef, progress: ImageProgress): string[]
}

export function createStepLogs(): StepLogs {
  const logs = new Map<string, string[]>()
  return {
    take({name}, progress) {
      if (progress.phase !== 'log' && progress.phase !== 'build') return []
      const key = `${name} ${progress.step}`
      if (progress.phase === 'log') {
        const lines = logs.get(key) ?? []
        lines.push(progress.line)
        if (lines.length > KEPT) lines.shift()
        logs.set(key, lines)
        return []
      }
      if (progress.state === 'started') return []
      const lines = logs.get(key) ?? []
      logs.delete(key)
      return progress.state === 'failed' ? lines : []
    },
  }
}
