import {Document, isScalar} from 'yaml'

import type {GitHubAccess} from './github-access.js'

export interface WorkflowInput {
  readonly access: GitHubAccess
  readonly apps: readonly string[]
  readonly stage: string
  readonly region: string
  readonly account: string
  readonly roles: {readonly plan: string; readonly deploy: string}
  /** `org/aws-stack-action@v1`, and the commit that it names. */
  readonly action: PinnedAction
}

export interface PinnedAction {
  readonly uses: string
  /** What the commit was when it was written. */
  readonly version?: string
}

/** Of the version that stands beside it; renewed by hand, with the release notes read. */
const CHECKOUT: PinnedAction = {uses: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1', version: 'v7.0.1'}

const HEAD = ` Written by \`aws-stack github:setup\`. What no longer fits is said by \`aws-stack github:setup --check\`.`

/** Plans for each pull request, as a comment; deploys what is pushed to the branch. */
export function formatWorkflow(input: WorkflowInput): string {
  const {access, stage} = input
  const content = {
    name: `aws-stack ${stage}`,
    on: {pull_request: {branches: [filterOf(access.branch)]}, push: {branches: [filterOf(access.branch)]}},
    permissions: {},
    jobs: {plan: planJob(input), deploy: deployJob(input)},
  }
  const document = new Document(content, {aliasDuplicateObjects: false})
  document.commentBefore = HEAD
  comment(document, ['jobs', 'plan', 'if'], ' The jobs of a fork get no token to sign in with.')
  comment(document, ['jobs', 'deploy', 'concurrency', 'cancel-in-progress'], ' A deploy is let finish.')
  for (const job of ['plan', 'deploy']) {
    versionOf(document, ['jobs', job, 'steps', 0, 'uses'], CHECKOUT)
    versionOf(document, ['jobs', job, 'steps', 1, 'uses'], input.action)
  }
  return document.toString({lineWidth: 0, flowCollectionPadding: false})
}

function planJob({apps, roles, ...input}: WorkflowInput) {
  return {
    if: "github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository",
    strategy: {'fail-fast': false, matrix: {app: apps}},
    'runs-on': 'ubuntu-latest',
    'timeout-minutes': 15,
    permissions: {contents: 'read', 'id-token': 'write', 'pull-requests': 'write'},
    concurrency: {
      group: `aws-stack-plan-\${{ matrix.app }}-${input.stage}-\${{ github.event.pull_request.number }}`,
      'cancel-in-progress': true,
    },
    steps: [checkout(), actionStep('plan', roles.plan, input)],
  }
}

function deployJob({access: {environment}, apps, roles, ...input}: WorkflowInput) {
  return {
    if: "github.event_name == 'push'",
    strategy: {'fail-fast': false, matrix: {app: apps}},
    'runs-on': 'ubuntu-latest',
    'timeout-minutes': 60,
    ...(environment !== undefined && {environment}),
    permissions: {contents: 'read', 'id-token': 'write'},
    concurrency: {group: `aws-stack-\${{ matrix.app }}-${input.stage}`, 'cancel-in-progress': false},
    steps: [checkout(), actionStep('deploy', roles.deploy, input, {confirm: true})],
  }
}

function checkout() {
  return {uses: CHECKOUT.uses, with: {'persist-credentials': false}}
}

type StepInput = Pick<WorkflowInput, 'action' | 'stage' | 'region' | 'account'>

function actionStep(verb: string, role: string, {action, stage, region, account}: StepInput, more: object = {}) {
  return {
    uses: action.uses,
    with: {
      command: `\${{ matrix.app }}:${verb}`,
      stage,
      region,
      'role-arn': role,
      'allowed-account-ids': account,
      ...more,
    },
  }
}

function versionOf(document: Document, path: readonly (string | number)[], {version}: PinnedAction): void {
  const node = document.getIn(path, true)
  if (version !== undefined && isScalar(node)) node.comment = ` ${version}`
}

function comment(document: Document, path: readonly string[], text: string): void {
  const parent = document.getIn(path.slice(0, -1), true) as {items: {key: {value: unknown; commentBefore?: string}}[]}
  const pair = parent.items.find(({key}) => key.value === path.at(-1))
  if (pair) pair.key.commentBefore = text
}

/** In a filter `+` is one or more of the letter before it ("Filter pattern cheat sheet" of GitHub Actions). */
function filterOf(branch: string): string {
  return branch.replaceAll('+', String.raw`\+`)
}
