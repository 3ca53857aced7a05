import type {ResourceChange} from '../plan-result.js'
import {isKnown, type ResolvedParameters} from '../parameters.js'
import {evaluateConditions} from '../template/conditions.js'
import type {Template, TemplateResource} from '../template/parse-template.js'

/** What creating a stack from this template makes: every resource whose condition holds or may hold. */
export function creationChanges(template: Template, parameters: ResolvedParameters): ResourceChange[] {
  return [...existing(template, parameters)].map(([logicalId, {type}]) => ({
    logicalId,
    type,
    action: 'add',
    properties: [],
  }))
}

export interface Versioned {
  readonly template: Template
  readonly parameters: ResolvedParameters
}

/** What two templates alone tell, where no change set can be made: no properties, no replacement. */
export function templateChanges(before: Versioned, after: Versioned): ResourceChange[] {
  const now = existing(before.template, before.parameters)
  const next = existing(after.template, after.parameters)
  const removed = [...now].filter(([logicalId]) => !next.has(logicalId))
  const different = [...next].filter(
    ([id, {definition}]) => JSON.stringify(now.get(id)?.definition) !== JSON.stringify(definition),
  )
  return [
    ...different.map(([logicalId, {type}]) => ({
      logicalId,
      type,
      action: now.has(logicalId) ? ('modify' as const) : ('add' as const),
      properties: [],
    })),
    ...removed.map(([logicalId, {type}]) => ({logicalId, type, action: 'remove' as const, properties: []})),
  ]
}

/** The resources whose condition holds, or may hold. */
export function existing(template: Template, parameters: ResolvedParameters): Map<string, TemplateResource> {
  const values = new Map(
    [...template.parameters].flatMap(([name, {default: fallback}]) =>
      fallback === undefined ? [] : [[name, fallback]],
    ),
  )
  for (const [name, resolved] of Object.entries(parameters)) {
    if (isKnown(resolved)) values.set(name, resolved.value)
    else values.delete(name)
  }
  const holds = evaluateConditions(template.conditions, values)
  return new Map(
    [...template.resources].filter(([, {condition}]) => condition === undefined || holds(condition) !== false),
  )
}
