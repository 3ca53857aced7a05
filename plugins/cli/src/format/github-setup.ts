import type {GitHubSetupResult} from '@aws-stack/core'
import {formatPlan, paint, table} from '@aws-stack/kit'

const WORKFLOW = {create: 'written', change: 'replaced', none: 'unchanged'}
const PLANNED = {create: 'would be written', change: 'would be replaced', none: 'unchanged'}

/** Who may come in now, and how. */
export function formatGitHubSetup(result: GitHubSetupResult): string {
  const {repository, stage, region, account, apps, changed, provider, roles, workflow, plan, suggestions} = result
  const outcome = plan ? 'planned' : changed ? paint.added('set up') : 'nothing to change'
  const words = plan ? PLANNED : WORKFLOW
  return [
    ...(plan ? [formatPlan(plan), ''] : []),
    `${paint.title(`${repository} for ${apps.join(', ')}, stage ${stage}, ${region}, account ${account}`)}: ${outcome}`,
    '',
    ...table(
      [
        ['provider', provider.arn, provider.origin === 'made' ? "this set-up's" : 'was there'],
        ['plans', roles.plan.arn, ''],
        ...roles.plan.subjects.map((subject) => ['', paint.quiet(subject), '']),
        ['deploys', roles.deploy.arn, ''],
        ...roles.deploy.subjects.map((subject) => ['', paint.quiet(subject), '']),
        ...(workflow ? [['workflow', workflow.file, words[workflow.action]]] : []),
      ],
      2,
    ),
    ...(workflow && !workflow.pinned
      ? ['', paint.changed('the action is not pinned by its commit: GitHub could not be asked which it is')]
      : []),
    ...(suggestions.length > 0 ? ['', 'next', ...suggestions.map((command) => `  ${command}`)] : []),
  ].join('\n')
}
