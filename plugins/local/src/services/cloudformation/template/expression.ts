export interface Intrinsic {
  /** `Ref`, `Fn::Sub` … */
  readonly name: string
  readonly argument: unknown
}

/** A mapping with the single key `Ref` or `Fn::…`. */
export function intrinsicOf(value: unknown): Intrinsic | undefined {
  if (!isRecord(value)) return undefined
  const [name, ...others] = Object.keys(value)
  if (name === undefined || others.length > 0) return undefined
  return name === 'Ref' || name.startsWith('Fn::') ? {name, argument: value[name]} : undefined
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text, or what stands for one. */
export function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

/** `[resource, attribute]` of `Fn::GetAtt`, which JSON also allows as one dotted text. */
export function attributeNames(argument: unknown): readonly [resource: unknown, attribute: unknown] | undefined {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.')
    return dot > 0 ? [argument.slice(0, dot), argument.slice(dot + 1)] : undefined
  }
  return Array.isArray(argument) && argument.length === 2 ? [argument[0], argument[1]] : undefined
}

/** The text and the variables of `Fn::Sub` in both its forms. */
export function substitution(
  argument: unknown,
): {readonly text: string; readonly variables: Readonly<Record<string, unknown>>} | undefined {
  if (typeof argument === 'string') return {text: argument, variables: {}}
  if (!Array.isArray(argument) || argument.length !== 2) return undefined
  const [text, variables] = argument as unknown[]
  return typeof text === 'string' && isRecord(variables) ? {text, variables} : undefined
}

/** `${Name}` and `${Name.Attribute}`; `${!Literal}` is none. */
export const SUB_PLACEHOLDER = /\$\{([^!{}][^{}]*)\}/g
