import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import {formatWorkflow} from '../github/format-workflow.js'
import {AUDIENCE, subjectsOf} from '../github/github-access.js'
import type {GitHubSetupResult} from '../github/github-results.js'
import {pinAction} from '../github/pin-action.js'
import {type PreparedAccess, prepareAccess, type PrepareInput} from '../github/prepare-access.js'
import {type AccessFiles, withAccessApp} from '../github/with-access-app.js'
import {
  assertReplaceable,
  planWorkflow,
  type WorkflowChange,
  type WorkflowFile,
  writeWorkflow,
} from '../github/workflow-file.js'
import type {GitHub} from '../ports/github.js'
import {deploy} from './deploy.js'
import {plan} from './plan.js'

export interface SetupGitHubInput extends PrepareInput, AccessFiles {
  readonly workflow?: WorkflowFile | undefined
  /** `org/aws-stack-action@v1` */
  readonly action: string
  readonly yes: boolean
  /** A workflow file that differs is replaced. */
  readonly force: boolean
  readonly dryRun: boolean
}

/** Lets the jobs of one repository into the account: provider, roles and policies through the engine, then the workflow file. */
export async function setupGitHub(input: SetupGitHubInput, github: GitHub, ctx: Context): Promise<GitHubSetupResult> {
  const prepared = await prepareAccess(input, github, ctx)
  assertProvider(prepared)
  const action = await pinAction(input.action, github)
  const change =
    input.workflow &&
    (await planWorkflow(input.workflow, formatWorkflow({...prepared.place, ...prepared, apps: namesOf(input), action})))
  if (change && !input.force && !input.dryRun) assertReplaceable(change)

  const done = await withAccessApp(prepared, input, async (app, settings) =>
    input.dryRun
      ? plan(app, settings, {}, ctx).then((planned) => ({changed: planned.changed, plan: planned}))
      : // No role holds data: there is nothing to force.
        deploy(app, settings, {yes: input.yes, force: false}, ctx).then(({changed}) => ({changed})),
  )
  if (change && !input.dryRun) await writeWorkflow(change)
  return resultOf(input, prepared, {change, pinned: action.uses, ...done})
}

/** What somebody else owns is not changed by us: the account's other roles may trust it. */
function assertProvider({provider, ownProvider, providerArn, access, rolesStack}: PreparedAccess): void {
  if (ownProvider !== undefined && ownProvider === providerArn && !provider) {
    throw new StackError('PROVIDER_MISSING', `${ownProvider}, which ${rolesStack} has made, was deleted by hand`, {
      suggestions: [`aws iam create-open-id-connect-provider --url ${access.issuer} --client-id-list ${AUDIENCE}`],
      details: {provider: ownProvider},
    })
  }
  if (!provider || provider.audiences.includes(AUDIENCE)) return
  throw new StackError(
    'PROVIDER_AUDIENCE',
    `${provider.arn} takes tokens for ${provider.audiences.join(', ') || 'nobody'} alone, and those of jobs are for ${AUDIENCE}`,
    {
      suggestions: [
        `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${provider.arn} --client-id ${AUDIENCE}`,
      ],
      details: {provider: provider.arn, audiences: provider.audiences},
    },
  )
}

interface Done extends Pick<GitHubSetupResult, 'changed' | 'plan'> {
  readonly change: WorkflowChange | undefined
  /** The action as the workflow names it. */
  readonly pinned: string
}

function resultOf(
  input: SetupGitHubInput,
  {access, place, account, roles, provider, providerArn, ownProvider}: PreparedAccess,
  {change, pinned, changed, plan}: Done,
): GitHubSetupResult {
  const subjects = subjectsOf(access)
  const isMade = ownProvider === providerArn || !provider
  const next = input.dryRun ? [] : ['aws-stack github:setup --check', ...(change ? [`git add ${change.name}`] : [])]
  return {
    repository: `${access.owner}/${access.repository}`,
    stage: place.stage,
    region: place.region,
    account,
    apps: namesOf(input),
    changed: changed || (change !== undefined && change.action !== 'none'),
    provider: {arn: providerArn, origin: isMade ? 'made' : 'used'},
    roles: {
      plan: {arn: roles.plan, subjects: subjects.plan},
      deploy: {arn: roles.deploy, subjects: subjects.deploy},
    },
    ...(change && {
      workflow: {file: change.name, action: change.action, pinned: /@[0-9a-f]{40}$/.test(pinned)},
    }),
    ...(plan && {plan}),
    suggestions: next,
  }
}

function namesOf({apps}: PrepareInput): string[] {
  return apps.map(({app}) => app.name)
}
