import type {PropertyChange, ResourceChange} from '../plan-result.js'
import {fieldOf} from '../template/field-of.js'
import type {Template} from '../template/parse-template.js'
import {referencesIn} from '../template/references.js'

const HIDDEN = '****'
const SECRET_PROPERTY = /passw|secret(?:string)?$|token$|private_?key|api_?key/i

/**
 * Hides both values of a property that a `NoEcho` parameter goes into, in the template that is deployed or the one to come:
 * the value that a stack has now is known to nobody, so it cannot be found by what it is.
 */
export function hideSecrets(changes: readonly ResourceChange[], templates: readonly Template[]): ResourceChange[] {
  return changes.map((change) => ({
    ...change,
    properties: change.properties.map((property) =>
      templates.some((template) => isSecret(property.path, change.logicalId, template)) ? hidden(property) : property,
    ),
  }))
}

function hidden({before, after, ...property}: PropertyChange): PropertyChange {
  return {...property, ...(before !== undefined && {before: HIDDEN}), ...(after !== undefined && {after: HIDDEN})}
}

function isSecret(path: string, logicalId: string, template: Template): boolean {
  const names = path.split('.')
  let place = template.resources.get(logicalId)?.definition
  let label = names.at(-1) ?? ''
  for (const name of names) {
    const inner = fieldOf(place, name)
    // An intrinsic function stands here instead: what it mentions may be anywhere in the value.
    if (inner === undefined) break
    // `{Name: DB_PASSWORD, Value: …}`
    const sibling = fieldOf(place, 'Name') ?? fieldOf(place, 'Key')
    if (name === 'Value' && typeof sibling === 'string') label = sibling
    place = inner
  }
  return SECRET_PROPERTY.test(label) || [...referencesIn(place)].some((name) => template.parameters.get(name)?.noEcho)
}
