import {quietlyInAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {GitHub} from '../ports/github.js'
import type {IdentityProvider} from '../ports/identity-providers.js'
import {stackName} from '../scope.js'
import type {Settings} from '../settings.js'
import {policy} from '../verbs/policy.js'
import {roleNamePrefix, slugOf} from './access-names.js'
import type {AccessPolicies} from './compose-templates.js'
import {type GitHubAccess, issuerHost} from './github-access.js'
import {accessPart, rolesPart} from './github-app.js'
import {type AccessInput, resolveAccess} from './resolve-access.js'

export interface ChosenApp {
  readonly app: AppDefinition
  readonly settings: Settings
}

export interface PrepareInput extends AccessInput {
  /** That the repository deploys. */
  readonly apps: readonly ChosenApp[]
}

/** What access there is to be, and what there is of it. */
export interface PreparedAccess {
  readonly access: GitHubAccess
  readonly place: Settings<undefined>
  readonly account: string
  /** By app. */
  readonly policies: Readonly<Record<string, AccessPolicies>>
  /** ARNs that the roles have, or will have. */
  readonly roles: {readonly plan: string; readonly deploy: string}
  readonly rolesStack: string
  readonly accessStacks: readonly string[]
  /** The account's, for the issuer. */
  readonly provider?: IdentityProvider
  /** ARN that it has, or will have. */
  readonly providerArn: string
  /** Of the provider that the stack has made. */
  readonly ownProvider?: string
}

/** Managed policies on one role, by default: "IAM and AWS STS quotas". */
const MAX_POLICIES = 10

/** Whose stacks these are. */
const GITHUB = {name: 'github'}

/** Reads only. Throws `USAGE`, `GITHUB_IDS_MISSING` and `POLICY_TOO_LONG`. */
export async function prepareAccess(input: PrepareInput, github: GitHub, ctx: Context): Promise<PreparedAccess> {
  const place = commonPlace(input.apps)
  const access = await resolveAccess(input, place.region, github)
  const identity = await quietlyInAccount(place, ctx, () => ctx.identity())
  const account = identity.accountId
  const policies = Object.fromEntries(
    await Promise.all(input.apps.map(async (one) => [one.app.name, await policiesOf(one, account, ctx)] as const)),
  )
  assertFits(policies)

  const rolesStack = stackName(GITHUB, place, rolesPart(access))
  const [deployed, provider] = await Promise.all([
    ctx.cloudFormation.describe(rolesStack),
    ctx.identityProviders.find(issuerHost(access)),
  ])
  const [, partition = 'aws'] = identity.arn.split(':')
  const arn = `arn:${partition}:iam::${account}`
  const prefix = roleNamePrefix(`github-${place.stage}-${slugOf(access)}`, place.region)
  const ownProvider = deployed?.outputs['OwnProvider']
  return {
    access,
    place,
    account,
    policies,
    roles: {plan: `${arn}:role/${prefix}-plan`, deploy: `${arn}:role/${prefix}-deploy`},
    rolesStack,
    accessStacks: input.apps.map(({app}) => stackName(GITHUB, place, accessPart(app.name, access))),
    ...(provider && {provider}),
    providerArn: provider?.arn ?? `${arn}:oidc-provider/${issuerHost(access)}`,
    ...(ownProvider !== undefined && {ownProvider}),
  }
}

/** One set-up is for one stage and region: a role for more of them would be wider than each needs. */
function commonPlace(apps: readonly ChosenApp[]): Settings<undefined> {
  const [first, ...others] = apps
  if (!first)
    throw new StackError('USAGE', 'no app is named, and no plugin with one is installed', {
      suggestions: ['aws-stack doctor'],
    })
  const {stage, region, account, sources} = first.settings
  const other = others.find(({settings}) => settings.stage !== stage || settings.region !== region)
  if (other) {
    const {app, settings} = other
    throw new StackError(
      'USAGE',
      `${first.app.name} is for stage ${stage} in ${region}, and ${app.name} for stage ${settings.stage} in ${settings.region}: set each up by itself, with --app`,
    )
  }
  return {stage, region, account, config: undefined, ...(sources && {sources})}
}

async function policiesOf({app, settings}: ChosenApp, account: string, ctx: Context): Promise<AccessPolicies> {
  const inAccount = {...settings, account}
  const [plan, deploy] = await Promise.all([
    policy(app, inAccount, {commands: ['plan']}, ctx),
    policy(app, inAccount, {commands: ['plan', 'deploy']}, ctx),
  ])
  return {plan: plan.documents, deploy: deploy.documents}
}

function assertFits(policies: Readonly<Record<string, AccessPolicies>>): void {
  const counts = Object.entries(policies).map(([app, {deploy}]) => `${deploy.length} for ${app}`)
  const count = Object.values(policies).reduce((sum, {deploy}) => sum + deploy.length, 0)
  if (count <= MAX_POLICIES) return
  throw new StackError(
    'POLICY_TOO_LONG',
    `the role needs ${count} policies (${counts.join(', ')}), and takes ${MAX_POLICIES}: give the apps stages of their own, with --app`,
    {details: {documents: count}},
  )
}
