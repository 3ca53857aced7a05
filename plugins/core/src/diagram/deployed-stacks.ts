import type {AppDefinition} from '../app.js'
import type {Context, Stack} from '../context.js'
import {stackName} from '../scope.js'
import type {Settings} from '../settings.js'
import {stacksOf} from '../stacks-of.js'
import {parseTemplate} from '../template/parse-template.js'
import type {DrawnStack} from './drawn-stack.js'

export interface DeployedStacks {
  readonly stacks: readonly DrawnStack[]
  /** ISO 8601: when the newest was changed. */
  readonly changedAt?: string
}

/** What stands, whatever the settings on this machine are. One DescribeStacks for a part, GetTemplate and ListStackResources for one that is there. */
export async function deployedStacks<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings,
  ctx: Context,
): Promise<DeployedStacks> {
  const found = await stacksOf(
    app,
    settings,
    app.stacks.map(({part}) => part),
    ctx,
  )
  // A change set alone has no resources yet.
  const standing = [...found].filter(([, {status}]) => status !== 'REVIEW_IN_PROGRESS')
  const stacks = await Promise.all(standing.map(([part, stack]) => readStack(part, stack, ctx)))
  const changes = standing.map(([, {createdAt, updatedAt}]) => updatedAt ?? createdAt)
  return {stacks, ...(changes.length > 0 && {changedAt: new Date(Math.max(...changes)).toISOString()})}

  async function readStack(part: string, {parameters, outputs}: Stack, {cloudFormation}: Context): Promise<DrawnStack> {
    const name = stackName(app, settings, part)
    const [text, resources] = await Promise.all([cloudFormation.template(name), cloudFormation.resources(name)])
    const physicalIds = Object.fromEntries(
      resources
        .filter(({status}) => status !== 'DELETE_COMPLETE')
        .map(({logicalId, physicalId}) => [logicalId, physicalId ?? '']),
    )
    return {
      part,
      name,
      template: parseTemplate(text, `the deployed template of ${name}`),
      parameters,
      outputs,
      physicalIds,
    }
  }
}
