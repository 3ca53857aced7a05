import type {BoxKind} from './diagram-result.js'
import type {DrawnPlace} from './drawn-stack.js'
import {textsAt} from './evaluate.js'
import type {EvaluatedResource} from './evaluate-stacks.js'
import {KINDS} from './kinds.js'
import {hasMark} from './marks.js'
import {ruleOf} from './rule-of.js'

/** They stand for the network, not for the part that has them. */
const NETWORK: readonly BoxKind[] = ['endpoint', 'internet', 'nat', 'peering', 'vpc']

/** The name that the template gives, the same in a plan and deployed; else what CloudFormation made up. */
export function nameOf({type, properties, physicalId}: EvaluatedResource): string | undefined {
  const {name} = ruleOf(type)
  const [given] = name === undefined ? [] : textsAt(properties, name)
  return given && !hasMark(given) ? given : physicalId
}

/** Short, for people: without what all names of a stage have in common. */
export function labelOf(resource: EvaluatedResource, kind: BoxKind, place: DrawnPlace): string {
  const {name} = ruleOf(resource.type)
  const [given = ''] = name === undefined ? [] : textsAt(resource.properties, name)
  const short = hasMark(given) ? '' : shortened(given, place)
  if (short) return short
  const {title} = KINDS[kind]
  const isGeneric = title.replaceAll(' ', '').toLowerCase().includes(resource.logicalId.toLowerCase())
  if (!isGeneric) return inWords(resource.logicalId)
  return NETWORK.includes(kind) ? title : resource.part
}

/** `vast-dev-workbucket-eu-west-1-123456789012` is `workbucket`; nothing remains of a name that is the prefix. */
export function shortened(name: string, {app, stage, region, accountId}: DrawnPlace): string {
  const prefix = `${app}-${stage}`
  const rest = name.startsWith(prefix) ? name.slice(prefix.length).replace(/^[-_/]/, '') : name
  return [accountId, region].reduce(
    (text, ending) => (ending && text.endsWith(`-${ending}`) ? text.slice(0, -ending.length - 1) : text),
    rest,
  )
}

/** `PrivateSubnet` is `private subnet`. */
export function inWords(logicalId: string): string {
  return logicalId.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' ').toLowerCase()
}
