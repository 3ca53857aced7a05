/** One thing that ECS Exec needs: it is there, it is not, or nobody could tell. A stable shape of `error.details.findings`. */
export interface ExecFinding {
  readonly name: 'service' | 'task' | 'role' | 'route' | 'containers' | 'platform' | 'agent'
  readonly state: 'ok' | 'wrong' | 'unknown'
  /** What was found, or what is wrong. */
  readonly message: string
  readonly evidence: readonly string[]
  /** Commands that mend it, in their order. */
  readonly suggestions: readonly string[]
}

type Name = ExecFinding['name']

export function fine(name: Name, message: string): ExecFinding {
  return {name, state: 'ok', message, evidence: [], suggestions: []}
}

export function wrong(
  name: Name,
  message: string,
  more: {readonly evidence?: readonly string[]; readonly suggestions?: readonly string[]} = {},
): ExecFinding {
  return {name, state: 'wrong', message, evidence: [], suggestions: [], ...more}
}

export function unknown(name: Name, message: string, evidence: readonly string[]): ExecFinding {
  return {name, state: 'unknown', message, evidence, suggestions: []}
}
