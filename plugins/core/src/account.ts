import type {CallerIdentity, Context} from './context.js'
import {StackError} from './errors.js'
import type {Settings} from './settings.js'

/** Less than a slow deploy takes. */
const SOON_MS = 15 * 60_000

/** How long work that is done waits for the answer to who did it. */
const PATIENCE_MS = 2000

/**
 * Does `work` as whom AWS takes us for, and tells the host who that is. Where an account is expected, nothing else is called before it is
 * known to be that one; else the question goes beside the work, and its failure is nobody's: the work meets the same.
 */
export async function inAccount<Result>(
  settings: Settings,
  ctx: Context,
  work: () => Promise<Result>,
): Promise<Result> {
  if (settings.account !== undefined) {
    introduce(await expectedIdentity(settings, settings.account, ctx), ctx)
    return work()
  }

  let listening = true
  const introduced = ctx.identity().then(
    (identity) => listening && introduce(identity, ctx),
    () => undefined,
  )
  try {
    const result = await work()
    await Promise.race([introduced, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref())])
    return result
  } finally {
    listening = false
  }
}

/** The same for work whose output is another program's: where no account is expected nobody is asked, and nobody is told. */
export async function quietlyInAccount<Result>(
  settings: Settings,
  ctx: Context,
  work: () => Promise<Result>,
): Promise<Result> {
  if (settings.account !== undefined) await expectedIdentity(settings, settings.account, ctx)
  return work()
}

/** Settings that say which account they are for: the expected one, or that of the credentials. Where nobody can tell, they say none. */
export async function withAccount<Config>(settings: Settings<Config>, ctx: Context): Promise<Settings<Config>> {
  if (settings.account !== undefined) return settings
  const identity = await ctx.identity().catch(() => undefined)
  return {...settings, account: identity?.accountId}
}

async function expectedIdentity(settings: Settings, account: string, ctx: Context): Promise<CallerIdentity> {
  const identity = await ctx.identity()
  if (identity.accountId !== account) assertAccount(settings, identity, await ctx.profilesOf(account))
  return identity
}

/** Throws `WRONG_ACCOUNT` where another account is expected. `profiles`: those that lead to the expected one. */
export function assertAccount(
  {account, sources}: Settings,
  {accountId, arn}: CallerIdentity,
  profiles: readonly string[] = [],
): void {
  if (account === undefined || account === accountId) return
  const place = sources?.['account'] ?? 'account'
  const which = profiles.length > 0 ? `; ${profiles.join(' or ')} is a profile of it` : ''
  throw new StackError(
    'WRONG_ACCOUNT',
    `the credentials are of account ${accountId} (${arn}), and ${place} expects ${account}${which}`,
    {
      details: {expected: account, actual: accountId, arn, place, profiles},
      suggestions:
        profiles.length > 0
          ? profiles.flatMap((profile) => [`aws sso login --profile ${profile}`, `export AWS_PROFILE=${profile}`])
          : ['aws configure list-profiles', 'aws configure sso'],
    },
  )
}

function introduce({accountId, arn, expiresAt, renewed}: CallerIdentity, {host, region}: Context): void {
  host.notify({type: 'identity.found', accountId, arn, region, ...(expiresAt !== undefined && {expiresAt})})
  const left = (expiresAt ?? Infinity) - Date.now()
  if (renewed || left >= SOON_MS) return
  host.notify({
    type: 'warning',
    code: 'CREDENTIALS_END_SOON',
    message: `the credentials end in ${Math.max(0, Math.round(left / 60_000))} min, and nothing renews them: get new ones first, or what is begun goes on in AWS unseen`,
  })
}
