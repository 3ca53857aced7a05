import {type Context, StackError} from '@aws-stack/core'

import type {Hosting} from './hosting.js'

/** Throws `WRONG_ACCOUNT` where whoever runs the command allows other accounts only. Asks nobody where all are allowed. */
export async function assertAllowed(
  {identity}: Pick<Context, 'identity'>,
  {allowedAccounts = []}: Pick<Hosting, 'allowedAccounts'> = {},
): Promise<void> {
  if (allowedAccounts.length === 0) return
  const {accountId, arn} = await identity()
  if (allowedAccounts.includes(accountId)) return
  throw new StackError(
    'WRONG_ACCOUNT',
    `the credentials are of account ${accountId} (${arn}), and only ${allowedAccounts.join(', ')} may be touched`,
    {details: {expected: allowedAccounts, actual: accountId, arn}, suggestions: ['aws-stack doctor']},
  )
}
