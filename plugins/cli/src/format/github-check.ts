import type {GitHubCheckResult} from '@aws-stack/core'
import {paint} from '@aws-stack/kit'

/** Each finding with its place, and below it what mends it. */
export function formatGitHubCheck({repository, stage, region, account, ok, findings}: GitHubCheckResult): string {
  const title = paint.title(`${repository}, stage ${stage}, ${region}, account ${account}`)
  if (ok) return `${title}: ${paint.added('all as it should be')}`
  return [
    `${title}: ${paint.danger(findings.length === 1 ? '1 finding' : `${findings.length} findings`)}`,
    ...findings.flatMap(({code, where, message, suggestions}) => [
      '',
      `${paint.danger(code)} ${where}`,
      `  ${message}`,
      ...suggestions.map((command) => `    ${paint.quiet('try')} ${command}`),
    ]),
  ].join('\n')
}
