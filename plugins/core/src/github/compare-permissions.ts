import type {PolicyDocument} from '../policy/policy-result.js'
import type {IamDocument, IamStatement} from '../ports/roles.js'
import type {Judgement} from './github-finding.js'
import {globOf} from './glob.js'

interface Right {
  readonly action: string
  readonly resource: string
  /** JSON, empty without. */
  readonly condition: string
}

/** What a role lacks of what it should be allowed, and what it is allowed beyond. */
export function comparePermissions(live: readonly IamDocument[], wanted: readonly PolicyDocument[]): Judgement[] {
  const has = live.flatMap(rightsOf)
  const needs = wanted.flatMap((document) => rightsOf(document as IamDocument))
  const lacks = needs.filter((right) => !has.some((other) => covers(other, right)))
  const beyond = has.filter((right) => !needs.some((other) => covers(other, right)))
  return [
    ...judged('PERMISSIONS_MISSING', 'lacks', lacks),
    ...judged('PERMISSIONS_SUPERFLUOUS', 'is allowed beyond what it needs', beyond),
  ]
}

const SHOWN = 5

function judged(code: Judgement['code'], what: string, rights: readonly Right[]): Judgement[] {
  if (rights.length === 0) return []
  const actions = [...new Set(rights.map(wordsOf))].toSorted()
  const more = actions.length > SHOWN ? `, and ${actions.length - SHOWN} more` : ''
  return [{code, message: `${what} ${actions.slice(0, SHOWN).join(', ')}${more}`, actions}]
}

function wordsOf({action, resource, condition}: Right): string {
  return `${action} on ${resource}${condition && ` where ${condition}`}`
}

function rightsOf({Statement = []}: IamDocument): Right[] {
  return [Statement].flat().flatMap((statement: IamStatement) => {
    const {Effect, Action, NotAction, Resource = [], NotResource, Condition} = statement
    if (Effect !== 'Allow') return []
    const actions = NotAction === undefined ? [Action ?? []].flat() : [`all but ${[NotAction].flat().join(' ')}`]
    const resources = NotResource === undefined ? [Resource].flat() : [`all but ${[NotResource].flat().join(' ')}`]
    const condition = Condition ? JSON.stringify(sorted(Condition)) : ''
    return actions.flatMap((action) => resources.map((resource) => ({action, resource, condition})))
  })
}

/** IAM may store one value for a list of one, and keys in another order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? sorted(value[0]) : value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, field]) => [key, sorted(field)]),
  )
}

/** A right without a condition covers the same with one. */
function covers(wide: Right, narrow: Right): boolean {
  return (
    globs(wide.action.toLowerCase(), narrow.action.toLowerCase()) &&
    globs(wide.resource, narrow.resource) &&
    (wide.condition === '' || wide.condition === narrow.condition)
  )
}

function globs(pattern: string, text: string): boolean {
  return pattern === text || (/[*?]/.test(pattern) && globOf(pattern).test(text))
}
