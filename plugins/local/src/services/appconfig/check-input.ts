import {badRequest} from './faults.js'

type Input = Readonly<Record<string, unknown>>

interface TextRule {
  readonly required?: boolean
  readonly min?: number
  readonly max: number
  readonly pattern?: RegExp
}

/** A text of the call that keeps to the API's model; `undefined`: it is not there. */
export function textIn(input: Input, name: string, {required, min = 1, max, pattern}: TextRule): string | undefined {
  const value = input[name] ?? undefined
  if (value === undefined && !required) return undefined
  if (value === undefined) throw violation(name, 'Member must not be null')
  if (typeof value !== 'string') throw violation(name, 'Member must be a string')
  if (value.length < min) throw violation(name, `Member must have length greater than or equal to ${min}`)
  if (value.length > max) throw violation(name, `Member must have length less than or equal to ${max}`)
  if (pattern && !pattern.test(value))
    throw violation(name, `Member must satisfy regular expression pattern: ${pattern.source}`)
  return value
}

export function requiredText(input: Input, name: string, rule: TextRule): string {
  return textIn(input, name, {...rule, required: true})!
}

export function nameIn(input: Input, max: number): string {
  return requiredText(input, 'Name', {max})
}

export function descriptionIn(input: Input): string | undefined {
  return textIn(input, 'Description', {min: 0, max: 1024})
}

export function numberIn(input: Input, name: string, [min, max]: readonly [number, number]): number | undefined {
  const value = input[name] ?? undefined
  if (value === undefined) return undefined
  if (typeof value === 'number' && value >= min && value <= max) return value
  throw violation(name, `Member must be a number from ${min} to ${max}`)
}

export function oneOf<T extends string>(input: Input, name: string, values: readonly T[]): T | undefined {
  const value = input[name] ?? undefined
  if (value === undefined) return undefined
  if (values.includes(value as T)) return value as T
  throw violation(name, `Member must satisfy enum value set: [${values.join(', ')}]`)
}

export function listIn<T>(input: Input, name: string, max: number): readonly T[] | undefined {
  const value = input[name] ?? undefined
  if (value === undefined) return undefined
  if (Array.isArray(value) && value.length <= max) return value as T[]
  throw violation(name, `Member must be a list of at most ${max}`)
}

export function tagsIn(input: Input): Record<string, string> {
  const tags = (input['Tags'] ?? {}) as Record<string, string>
  if (Object.keys(tags).length > 50) throw violation('tags', 'Member must have length less than or equal to 50')
  return {...tags}
}

function violation(name: string, constraint: string): Error {
  const member = name.charAt(0).toLowerCase() + name.slice(1)
  return badRequest(`1 validation error detected: Value at '${member}' failed to satisfy constraint: ${constraint}`)
}
