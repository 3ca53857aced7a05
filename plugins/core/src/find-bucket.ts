import type {AppDefinition} from './app.js'
import type {Context} from './context.js'
import {StackError} from './errors.js'
import {outputsOf} from './outputs-of.js'
import type {Settings} from './settings.js'

/** Name of the app's bucket. Throws `NOT_DEPLOYED`. */
export async function findBucket<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  ctx: Context,
): Promise<string> {
  const part = app.bucket?.part
  if (part === undefined)
    throw new StackError('APP_INVALID', `the definition of ${app.name} names no bucket`, {blame: 'bug'})
  const {outputs} = await outputsOf(app, settings, {part, names: ['Bucket']}, ctx)
  return outputs.Bucket
}
