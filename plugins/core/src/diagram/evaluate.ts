import {hasMark} from './marks.js'

export type Data = Readonly<Record<string, unknown>>

/** What one template's intrinsic functions are evaluated with. */
export interface Environment {
  /** Of a parameter or a pseudo parameter. */
  readonly valueOf: (name: string) => string | undefined
  readonly markOf: (logicalId: string) => string
  readonly has: (logicalId: string) => boolean
  readonly holds: (condition: string) => boolean
  readonly importOf: (name: string) => string | undefined
  readonly mappings: Data
}

/** A piece of a template as data without intrinsic functions. What cannot be told becomes `undefined`, and is left out of maps and lists. */
export function evaluate(data: unknown, environment: Environment): unknown {
  const of = (inner: unknown) => evaluate(inner, environment)
  if (Array.isArray(data)) return data.map(of).filter((item) => item !== undefined)
  if (typeof data !== 'object' || data === null) return data ?? undefined
  const entries = Object.entries(data as Data)
  const [first] = entries
  if (entries.length === 1 && first && (first[0] === 'Ref' || first[0].startsWith('Fn::')))
    return intrinsic(first[0], first[1], of, environment)
  return Object.fromEntries(entries.map(([key, inner]) => [key, of(inner)]).filter(([, inner]) => inner !== undefined))
}

function intrinsic(
  name: string,
  operand: unknown,
  of: (data: unknown) => unknown,
  {valueOf, markOf, has, holds, importOf, mappings}: Environment,
): unknown {
  const operands: unknown[] = Array.isArray(operand) ? operand : [operand]
  const reference = (logicalId: string) => (has(logicalId) ? markOf(logicalId) : undefined)
  switch (name) {
    case 'Ref':
      return valueOf(String(operand)) ?? reference(String(operand))
    case 'Fn::GetAtt':
      return reference(textOf(operands[0]).split('.')[0] ?? '')
    case 'Fn::Sub': {
      const own = (of(operands[1]) ?? {}) as Data
      return textOf(operands[0])
        .replaceAll(/\$\{([^!}][^}]*)\}/g, (_, key: string) =>
          textOf(own[key] ?? valueOf(key) ?? reference(key.split('.')[0] ?? '')),
        )
        .replaceAll('${!', '${')
    }
    case 'Fn::Join':
      return listOf(of(operands[1])).map(textOf).join(textOf(operands[0]))
    case 'Fn::Split':
      return textOf(of(operands[1])).split(textOf(operands[0]))
    case 'Fn::Select': {
      const list = listOf(of(operands[1]))
      const whole = list.at(-1)
      // A piece of what only AWS knows, of an ARN or an id, still tells whose it is.
      return list[Number(of(operands[0]))] ?? (hasMark(textOf(whole)) ? whole : undefined)
    }
    case 'Fn::If':
      return of(operands[holds(String(operands[0])) ? 1 : 2])
    case 'Fn::FindInMap': {
      const [map = '', key = '', attribute = ''] = operands.map((one) => textOf(of(one)))
      return ((mappings[map] as Data | undefined)?.[key] as Data | undefined)?.[attribute]
    }
    case 'Fn::ImportValue':
      return importOf(textOf(of(operand)))
    case 'Fn::Base64':
      return of(operand)
    default:
      return undefined
  }
}

/** As it stands in a text. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(',')
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The value of a parameter that is a list is one text. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : textOf(value).split(',')
}

/** All values at a path, `*` stands for every item or key: `Targets.*.Arn`. */
export function valuesAt(data: unknown, path: string): unknown[] {
  return path.split('.').reduce<unknown[]>(
    (values, key) =>
      values.flatMap((value) => {
        if (typeof value !== 'object' || value === null) return []
        const inner = key === '*' ? Object.values(value as Data) : [(value as Data)[key]]
        return inner.filter((one) => one !== undefined)
      }),
    [data],
  )
}

/** The texts at a path; a list is as many. */
export function textsAt(data: unknown, path: string): string[] {
  return valuesAt(data, path).flatMap((value) => (Array.isArray(value) ? value.map(textOf) : [textOf(value)]))
}
