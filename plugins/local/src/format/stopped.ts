import type {StopResult} from '../lifecycle/stop-local.js'

export function formatStopped({folder, stopped}: StopResult): string {
  if (stopped.length === 0) return 'No local AWS was running.'
  return [
    `Stopped: ${stopped.join(', ')}.`,
    'Forgotten: stacks, repositories and every other resource.',
    `Kept in ${folder}: image layers, the engine's build cache, logs, ports.`,
  ].join('\n')
}
