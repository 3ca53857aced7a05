import {
  DeleteRuleCommand,
  type EventBridgeClient,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  type PutRuleCommandInput,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
  type Target,
  UntagResourceCommand,
} from '@aws-sdk/client-eventbridge'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {finishOrUndo} from './finish-or-undo.js'
import {HandlerFailure} from './handler-failure.js'
import {jsonText} from './json-text.js'
import {pick} from './pick.js'
import {byKey, retag, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'

/** AWS::Events::Rule with its targets. On a bus of its own its physical id is `bus|rule`. */
export const rule: ResourceHandler = {
  async create(properties, scope) {
    const events = await scope.clients.events()
    const name = (properties['Name'] as string | undefined) ?? scope.generatedName(64)
    const {RuleArn} = await events.send(
      new PutRuleCommand({...ruleInput(name, properties), Tags: tagsOf(properties, scope)}),
    )
    return finishOrUndo(
      async () => {
        await setTargets(name, properties, events)
        const bus = properties['EventBusName'] as string | undefined
        return {
          physicalId: bus === undefined || bus === 'default' ? name : `${bus}|${name}`,
          ref: name,
          attributes: {Arn: RuleArn, RuleName: name},
        }
      },
      () => remove(name, properties, events),
    )
  },

  async update(current, next, _previous, scope) {
    const events = await scope.clients.events()
    const name = current.attributes['RuleName'] as string
    await events.send(new PutRuleCommand(ruleInput(name, next)))
    await setTargets(name, next, events)
    await retagRule(current.attributes['Arn'] as string, next, scope)
    return current
  },

  async delete({attributes}, properties, scope) {
    await remove(attributes['RuleName'] as string, properties, await scope.clients.events())
  },
}

function ruleInput(Name: string, properties: Properties): PutRuleCommandInput {
  const pattern = properties['EventPattern']
  return {
    ...pick<Omit<PutRuleCommandInput, 'Name'>>(
      properties,
      'Description',
      'EventBusName',
      'RoleArn',
      'ScheduleExpression',
      'State',
    ),
    Name,
    ...(pattern !== undefined && {EventPattern: jsonText(pattern)}),
  }
}

async function setTargets(name: string, properties: Properties, events: EventBridgeClient): Promise<void> {
  const wanted = (properties['Targets'] ?? []) as Target[]
  const bus = pick<{EventBusName?: string}>(properties, 'EventBusName')
  const {Targets = []} = await events.send(new ListTargetsByRuleCommand({Rule: name, ...bus}))
  const left = Targets.flatMap(({Id}) => (wanted.some((target) => target.Id === Id) ? [] : [Id!]))
  if (left.length > 0) await events.send(new RemoveTargetsCommand({Rule: name, Ids: left, ...bus}))
  if (wanted.length === 0) return
  const {FailedEntries: [failed] = []} = await events.send(new PutTargetsCommand({Rule: name, Targets: wanted, ...bus}))
  if (failed) throw new HandlerFailure('InvalidRequest', `target ${failed.TargetId}: ${failed.ErrorMessage}`)
}

async function remove(name: string, properties: Properties, events: EventBridgeClient): Promise<void> {
  await unlessGone(() => setTargets(name, {...properties, Targets: []}, events))
  const bus = pick<{EventBusName?: string}>(properties, 'EventBusName')
  await unlessGone(() => events.send(new DeleteRuleCommand({Name: name, ...bus})))
}

async function retagRule(ResourceARN: string, next: Properties, scope: HandlerScope): Promise<void> {
  const events = await scope.clients.events()
  const {Tags} = await events.send(new ListTagsForResourceCommand({ResourceARN}))
  await retag({
    current: byKey(Tags),
    wanted: tagsOf(next, scope),
    add: (added) => events.send(new TagResourceCommand({ResourceARN, Tags: added})),
    remove: (TagKeys) => events.send(new UntagResourceCommand({ResourceARN, TagKeys})),
  })
}
