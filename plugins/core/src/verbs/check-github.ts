import type {Context} from '../context.js'
import type {AppDefinition} from '../app.js'
import {comparePermissions} from '../github/compare-permissions.js'
import {expectedTrust} from '../github/expected-trust.js'
import {AUDIENCE} from '../github/github-access.js'
import type {GitHubConfig} from '../github/github-app.js'
import type {GitHubFinding, Judgement} from '../github/github-finding.js'
import type {GitHubCheckResult} from '../github/github-results.js'
import {judgeTrust} from '../github/judge-trust.js'
import {judgeWorkflow} from '../github/judge-workflow.js'
import {type PreparedAccess, prepareAccess, type PrepareInput} from '../github/prepare-access.js'
import {type AccessFiles, withAccessApp} from '../github/with-access-app.js'
import {readWorkflow, type WorkflowFile} from '../github/workflow-file.js'
import type {PlanResult} from '../plan-result.js'
import type {GitHub} from '../ports/github.js'
import type {Settings} from '../settings.js'
import {plan} from './plan.js'

export interface CheckGitHubInput extends PrepareInput, AccessFiles {
  readonly workflow?: WorkflowFile | undefined
  /** `org/aws-stack-action@v1` */
  readonly action: string
}

const SETUP = 'aws-stack github:setup'

/** Says what is wrong with a set-up, and what mends it. Changes nothing. */
export async function checkGitHub(input: CheckGitHubInput, github: GitHub, ctx: Context): Promise<GitHubCheckResult> {
  const prepared = await prepareAccess(input, github, ctx)
  const {access, place, account} = prepared
  const ofAccount = await withAccessApp(prepared, input, async (app, settings) => {
    const planned = await plan(app, settings, {}, ctx)
    const ofRoles = await Promise.all(
      (['plan', 'deploy'] as const).map((purpose) => checkRole({purpose, prepared, planned, app, settings}, ctx)),
    )
    const found = [...checkProvider(prepared), ...ofRoles.flat()]
    return [...found, ...outdated(planned, found)]
  })
  const findings = [...ofAccount, ...(await checkWorkflow(input, prepared))]
  return {
    ok: findings.length === 0,
    repository: `${access.owner}/${access.repository}`,
    stage: place.stage,
    region: place.region,
    account,
    apps: input.apps.map(({app}) => app.name),
    findings,
  }
}

function checkProvider({provider, providerArn, ownProvider, access}: PreparedAccess): GitHubFinding[] {
  if (!provider) {
    const create = `aws iam create-open-id-connect-provider --url ${access.issuer} --client-id-list ${AUDIENCE}`
    const message = `the account has no provider for ${access.issuer}`
    const suggestions = [ownProvider === providerArn ? create : SETUP]
    return [{code: 'PROVIDER_MISSING', where: providerArn, message, suggestions}]
  }
  if (provider.audiences.includes(AUDIENCE)) return []
  const named = provider.audiences.join(', ') || 'nobody'
  const add = `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${provider.arn} --client-id ${AUDIENCE}`
  const message = `takes tokens for ${named} alone, and those of jobs are for ${AUDIENCE}`
  return [{code: 'PROVIDER_AUDIENCE', where: provider.arn, message, suggestions: [add]}]
}

interface RoleInput {
  readonly purpose: 'plan' | 'deploy'
  readonly prepared: PreparedAccess
  readonly planned: PlanResult
  readonly app: AppDefinition<GitHubConfig>
  readonly settings: Settings<GitHubConfig>
}

async function checkRole(
  {purpose, prepared, planned, app, settings}: RoleInput,
  ctx: Context,
): Promise<GitHubFinding[]> {
  const {access, policies, providerArn, rolesStack, accessStacks} = prepared
  const where = prepared.roles[purpose]
  const name = where.slice(where.lastIndexOf('/') + 1)
  const isPlanned = (stack: string) => planned.stacks.some((one) => one.name === stack && one.action !== 'none')
  const remade = (stacks: readonly string[]) => [
    ...stacks.map((stack) => `aws cloudformation delete-stack --stack-name ${stack}`),
    SETUP,
  ]
  const found = (judged: readonly Judgement[], suggestions: readonly string[]) =>
    judged.map((one): GitHubFinding => ({...one, where, suggestions}))

  const role = await ctx.roles.describe(where)
  if (!role) {
    const message = `the role that ${purpose}s does not exist`
    return found(
      [{code: 'ROLE_MISSING', message}],
      isPlanned(rolesStack) ? [SETUP] : remade([...accessStacks, rolesStack]),
    )
  }
  const trust = judgeTrust(role.trust, {access, purpose, providerArn})
  const document = await expectedTrust(app, settings, {
    role: purpose === 'plan' ? 'PlanRole' : 'DeployRole',
    providerArn,
  })
  const byHand = `aws iam update-assume-role-policy --role-name ${name} --policy-document '${document}'`
  const wanted = Object.values(policies).flatMap((own) => own[purpose])
  const missing = Object.values(policies).flatMap((own, index) => {
    const stack = accessStacks[index] ?? ''
    const lacking = comparePermissions(role.policies, own[purpose]).filter(({code}) => code === 'PERMISSIONS_MISSING')
    return found(lacking, isPlanned(stack) ? [SETUP] : remade([stack]))
  })
  const beyond = comparePermissions(role.policies, wanted).filter(({code}) => code === 'PERMISSIONS_SUPERFLUOUS')
  const lists = [
    `aws iam list-attached-role-policies --role-name ${name}`,
    `aws iam list-role-policies --role-name ${name}`,
  ]
  return [
    ...found(trust, isPlanned(rolesStack) ? [SETUP] : [byHand]),
    ...missing,
    ...found(beyond, planned.changed ? [SETUP] : lists),
  ]
}

/** What a set-up would change although nothing above says why: another description, tags, an app that is no longer chosen. */
function outdated({stacks}: PlanResult, found: readonly GitHubFinding[]): GitHubFinding[] {
  if (found.some(({suggestions}) => suggestions.includes(SETUP))) return []
  return stacks
    .filter(({action}) => action !== 'none')
    .map(({name, action}) => ({
      code: 'SETUP_OUTDATED' as const,
      where: name,
      message: `github:setup would ${action} the stack`,
      suggestions: [SETUP],
    }))
}

async function checkWorkflow(
  {workflow, action}: CheckGitHubInput,
  {access, place, account, roles}: PreparedAccess,
): Promise<GitHubFinding[]> {
  if (!workflow) return []
  const text = await readWorkflow(workflow)
  if (text === undefined) {
    const message = 'there is no workflow that plans and deploys'
    return [{code: 'WORKFLOW_MISSING', where: workflow.name, message, suggestions: [SETUP]}]
  }
  const {stage, region} = place
  const expected = {access, stage, region, account, roles, action: action.split('@')[0] ?? ''}
  return judgeWorkflow(text, expected).map(({line, code, message}) => {
    const [, repository, ref] = /^([\w.-]+\/[\w.-]+)\S*@(\S+) is not pinned/.exec(message) ?? []
    const pin = repository && `gh api repos/${repository}/commits/${ref} --jq .sha`
    return {code, where: `${workflow.name}:${line}`, message, suggestions: [pin ?? `${SETUP} --force`]}
  })
}
