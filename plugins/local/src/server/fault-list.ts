import type {Fault, Faults, ResourceStep} from '../services/cloudformation/faults.js'

/** What a test asks for with `POST /_local/fail` and `POST /_local/delay`. Every field of the first seven that is given must match. */
export interface FaultRule {
  readonly service?: string
  readonly operation?: string
  readonly region?: string
  readonly stack?: string
  readonly logicalId?: string
  readonly resourceType?: string
  /** `create`, `update` or `delete` of a resource. */
  readonly action?: string
  /** The message of the failure. */
  readonly reason?: string
  readonly code?: string
  readonly status?: number
  /** Cuts the connection instead of answering. */
  readonly reset?: boolean
  /** Answers an HTML page, as a proxy or a broken endpoint does. */
  readonly html?: boolean
  /** A delay instead of a failure. */
  readonly ms?: number
  /** How often; once, unless said. */
  readonly times?: number
}

export interface CallSubject {
  readonly service: string
  readonly operation: string
  readonly region: string
}

const MATCHED = ['service', 'operation', 'region', 'stack', 'logicalId', 'resourceType', 'action'] as const
const RESOURCE = ['stack', 'logicalId', 'resourceType', 'action'] as const

export interface FaultList {
  /** Answers with the reason why the rule makes no sense, if it does not. */
  add(rule: FaultRule): string | undefined
  clear(): void
  list(): readonly FaultRule[]
  /** What strikes this call now; used up by it. */
  takeCall(call: CallSubject): {readonly delayMs?: number; readonly failure?: FaultRule}
  /** What strikes steps of CloudFormation's resources. */
  readonly resources: Faults
}

export function createFaultList(): FaultList {
  let rules: {readonly rule: FaultRule; left: number}[] = []

  function take(subject: CallSubject | ResourceStep, kind: 'delay' | 'failure'): FaultRule | undefined {
    const struck = rules.find(({rule}) => (rule.ms === undefined) === (kind === 'failure') && strikes(rule, subject))
    if (!struck) return undefined
    struck.left -= 1
    if (struck.left <= 0) rules = rules.filter((other) => other !== struck)
    return struck.rule
  }

  return {
    add(rule) {
      const problem = problemOf(rule)
      if (!problem) rules.push({rule, left: rule.times ?? 1})
      return problem
    },
    clear() {
      rules = []
    },
    list: () => rules.map(({rule, left}) => ({...rule, times: left})),
    takeCall(call) {
      const delay = take(call, 'delay')
      const failure = take(call, 'failure')
      return {...(delay?.ms !== undefined && {delayMs: delay.ms}), ...(failure && {failure})}
    },
    resources: {
      take(step): Fault | undefined {
        const delay = take(step, 'delay')
        const failure = take(step, 'failure')
        if (!delay && !failure) return undefined
        return {
          ...(delay?.ms !== undefined && {delayMs: delay.ms}),
          ...(failure && {reason: failure.reason ?? 'failed as asked for'}),
        }
      },
    },
  }
}

function problemOf(rule: FaultRule): string | undefined {
  if (isOfResource(rule) && rule.operation !== undefined)
    return `a fault strikes either a call (service, operation) or a resource (${RESOURCE.join(', ')})`
  if (MATCHED.every((key) => rule[key] === undefined)) return `a fault needs one of ${MATCHED.join(', ')}`
  if (rule.times !== undefined && !(rule.times > 0)) return `times is ${rule.times}: it must be at least 1`
  return undefined
}

function strikes(rule: FaultRule, subject: CallSubject | ResourceStep): boolean {
  if (isOfResource(rule) !== 'logicalId' in subject) return false
  const values: Partial<Record<(typeof MATCHED)[number], string>> = subject
  return MATCHED.every((key) => rule[key] === undefined || rule[key] === values[key])
}

function isOfResource(rule: FaultRule): boolean {
  return RESOURCE.some((key) => rule[key] !== undefined)
}
