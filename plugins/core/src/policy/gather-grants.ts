import type {AppDefinition} from '../app.js'
import {stackName} from '../scope.js'
import type {Settings} from '../settings.js'
import type {Grant} from './grant.js'
import type {PolicyVerb} from './policy-result.js'

/** What the commands need, call by call and resource by resource. */
export async function gatherGrants<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config> & {readonly account: string},
  commands: readonly PolicyVerb[],
): Promise<Grant[]> {
  const parts = [...app.stacks.map(({part}) => part), ...(app.families ?? []).map(({family}) => `${family}-*`)]
  const stacks = parts.map(
    (part) => `arn:aws:cloudformation:${settings.region}:${settings.account}:stack/${stackName(app, settings, part)}/*`,
  )
  return [
    {
      actions: ['cloudformation:DescribeStacks', 'cloudformation:GetTemplate'],
      resources: stacks,
      because: `calls of ${commands.join(', ')}`,
    },
  ]
}
