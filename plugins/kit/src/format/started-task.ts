import type {RunResult} from '@aws-stack/core'

/** A task that nobody waits for: its ARN, and the command that follows it. */
export function formatStartedTask({taskArn, suggestions}: RunResult): string {
  return [taskArn, ...suggestions].join('\n')
}
