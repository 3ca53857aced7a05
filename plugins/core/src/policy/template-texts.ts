import type {Template} from '../template/parse-template.js'

/** What a template's texts are read with. `values`: parameters and pseudo parameters that are known. */
export interface TextSources {
  readonly template: Template
  readonly values: Readonly<Record<string, string>>
  /** What `Ref` of a resource is. */
  readonly namesOf: (logicalId: string) => readonly string[]
  readonly arnsOf: (logicalId: string) => readonly string[]
}

const UNKNOWN = ['*']

/** All texts that a piece of a template can become, `*` for what only the deployed stack knows: conditions are not judged. */
export function textsIn(value: unknown, sources: TextSources): readonly string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)]
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, sources))
  if (typeof value !== 'object' || value === null) return UNKNOWN
  const [name = '', operand] = Object.entries(value)[0] ?? []
  const operands: readonly unknown[] = Array.isArray(operand) ? operand : [operand]
  switch (name) {
    case 'Ref':
      if (operand === 'AWS::NoValue') return []
      return referred(String(operand), sources)
    case 'Fn::GetAtt':
      return String(operands[1]).endsWith('Arn') ? sources.arnsOf(String(operands[0])) : UNKNOWN
    case 'Fn::If':
      return operands.slice(1).flatMap((branch) => textsIn(branch, sources))
    case 'Fn::Sub':
      return substituted(String(operands[0]), (operands[1] ?? {}) as Readonly<Record<string, unknown>>, sources)
    default:
      return UNKNOWN
  }
}

function referred(name: string, {template, values, namesOf}: TextSources): readonly string[] {
  if (template.resources.has(name)) return namesOf(name)
  const value = values[name]
  return value === undefined ? UNKNOWN : [value]
}

function substituted(text: string, own: Readonly<Record<string, unknown>>, sources: TextSources): readonly string[] {
  return text.split(/\$\{([^!}][^}]*)\}/).reduce<readonly string[]>(
    (begun, piece, index) => {
      const [owner = '', attribute] = piece.split('.')
      const found =
        index % 2 === 0
          ? [piece]
          : piece in own
            ? textsIn(own[piece], sources)
            : attribute
              ? textsIn({'Fn::GetAtt': [owner, attribute]}, sources)
              : referred(owner, sources)
      return begun.flatMap((before) => found.map((after) => `${before}${after}`))
    },
    [''],
  )
}
