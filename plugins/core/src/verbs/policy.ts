import type {AppDefinition} from '../app.js'
import {withAccount} from '../account.js'
import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {PolicyInput, PolicyResult} from '../policy/policy-result.js'
import {toDocuments} from '../policy/to-documents.js'
import {toStatements} from '../policy/to-statements.js'
import type {Settings} from '../settings.js'

/**
 * The least that IAM has to allow for an app's commands, by ARN: the engine's own calls, and those that CloudFormation makes with the caller's
 * credentials for what is in the templates. Calls nothing but STS, and that only where the settings do not name the account.
 */
export async function policy<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {commands}: PolicyInput,
  ctx: Context,
): Promise<PolicyResult> {
  const {account, stage, region} = await withAccount(settings, ctx)
  if (account === undefined) {
    throw new StackError(
      'CREDENTIALS_MISSING',
      'nothing says which account the policy is for: say it with "account" in aws-stack.yaml, or AWS_STACK_ACCOUNT',
      {
        suggestions: ['aws-stack doctor'],
      },
    )
  }
  // The tables are large, and of no use to any other command.
  const {gatherGrants} = await import('../policy/gather-grants.js')
  const {grants, unknownTypes} = await gatherGrants(app, {...settings, account}, commands)
  if (unknownTypes.length > 0) {
    ctx.host.notify({
      type: 'warning',
      code: 'POLICY_INCOMPLETE',
      message: `the policy has nothing for ${unknownTypes.join(', ')}: nobody has reviewed what CloudFormation calls for these`,
    })
  }
  const statements = toStatements(grants)
  return {app: app.name, stage, region, account, commands, unknownTypes, statements, documents: toDocuments(statements)}
}
