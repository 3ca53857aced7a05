/** A role's trust policy, as IAM keeps it. */
export interface PolicyDocument {
  readonly Statement?: Statement | readonly Statement[]
}

interface Statement {
  readonly Effect?: string
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>
  readonly Action?: string | readonly string[]
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>
}

export interface Federated {
  readonly action: string
  /** ARN of the identity provider. */
  readonly provider: string
  /** Values of condition keys, in lower case: `token.actions.githubusercontent.com:sub`. */
  readonly keys: Readonly<Record<string, readonly string[]>>
}

/** Whether the policy lets somebody of an identity provider in: an Allow that matches, and no Deny that does ("Policy evaluation logic" in the IAM User Guide). */
export function isTrusted({Statement = []}: PolicyDocument, who: Federated): boolean {
  const matching = list(Statement).filter((statement) => matches(statement, who))
  return matching.some(({Effect}) => Effect === 'Allow') && !matching.some(({Effect}) => Effect === 'Deny')
}

function matches({Principal, Action = [], Condition = {}}: Statement, {action, provider, keys}: Federated): boolean {
  const principals = typeof Principal === 'string' ? [Principal] : list(Principal?.['Federated'])
  return (
    principals.some((one) => one === '*' || one === provider) &&
    list(Action).some((one) => isLike(action.toLowerCase(), one.toLowerCase())) &&
    Object.entries(Condition).every(([operator, wanted]) =>
      Object.entries(wanted).every(([key, values]) => holds(operator, keys[key.toLowerCase()], list(values))),
    )
  )
}

/** "IAM JSON policy elements: Condition operators" in the IAM User Guide; only those on strings. Any other holds for nothing. */
function holds(operator: string, given: readonly string[] | undefined, wanted: readonly string[]): boolean {
  const [, quantifier, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? []
  const compare = COMPARISONS[name.replace('Not', '')]
  if (!compare) return false
  const isNegated = name.includes('Not')
  if (given === undefined || given.length === 0)
    return quantifier === 'ForAllValues' || ifExists !== undefined || isNegated
  const one = (value: string) => wanted.some((pattern) => compare(value, pattern)) !== isNegated
  return quantifier === 'ForAnyValue' || quantifier === undefined ? given.some(one) : given.every(one)
}

const COMPARISONS: Readonly<Record<string, (value: string, pattern: string) => boolean>> = {
  StringEquals: (value, pattern) => value === pattern,
  StringEqualsIgnoreCase: (value, pattern) => value.toLowerCase() === pattern.toLowerCase(),
  StringLike: isLike,
}

/** `*` stands for anything, `?` for one character. */
function isLike(value: string, pattern: string): boolean {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${expression}$`, 's').test(value)
}

function list<Item>(value: Item | readonly Item[] | undefined): readonly Item[] {
  if (value === undefined) return []
  return Array.isArray(value) ? (value as readonly Item[]) : [value as Item]
}
