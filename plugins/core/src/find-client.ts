import type {AppDefinition} from './app.js'
import type {Context} from './context.js'
import {StackError} from './errors.js'
import {notDeployed, outputsOf} from './outputs-of.js'
import type {FunctionConfiguration} from './ports/functions.js'
import type {Settings} from './settings.js'

/** The function that runs commands, able to. Throws `NOT_DEPLOYED`, `BUSY` while it is made, `FUNCTION_FAILED`. */
export async function findClient<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings,
  ctx: Context,
): Promise<FunctionConfiguration> {
  const {name, client} = app
  if (!client) throw new StackError('APP_INVALID', `the definition of ${name} names no client`, {blame: 'bug'})
  const suggestions = [`aws-stack ${name}:deploy`]
  const {outputs} = await outputsOf(app, settings, {part: client.part, names: ['FunctionName']}, ctx)
  const found = await ctx.functions.configuration(outputs.FunctionName)
  if (!found) throw notDeployed(app, settings, `the function ${outputs.FunctionName}`)
  const {state, stateReason, stateReasonCode} = found
  const details = {function: found.name, state, stateReason, stateReasonCode}
  if (state === 'Pending')
    throw new StackError('BUSY', `${found.name} is still being made`, {
      details,
      suggestions: [`aws-stack ${name}:status`],
    })
  if (state === 'Failed')
    throw new StackError('FUNCTION_FAILED', `${found.name} is Failed: ${stateReason ?? 'no reason given'}`, {
      blame: 'aws',
      details,
      suggestions,
    })
  return found
}
