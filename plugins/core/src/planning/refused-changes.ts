import type {PlanResult, ResourceChange, StackPlan} from '../plan-result.js'

/** What `--fail-on` can name. */
export const REFUSABLE = ['replace', 'delete'] as const

export type FailOn = (typeof REFUSABLE)[number]

/** A change that `--fail-on` does not let pass. Part of `--json`: stable. */
export interface RefusedChange {
  readonly part: string
  /** Absent where it is the whole stack. */
  readonly logicalId?: string
  readonly type: string
  readonly physicalId?: string
  readonly change: FailOn
  /** `false`: CloudFormation says that it may be. */
  readonly certain: boolean
}

type JudgedStack = Pick<StackPlan, 'part' | 'action' | 'status' | 'changes' | 'approximate'>

const STACK = 'AWS::CloudFormation::Stack'

/**
 * Their services know no update ("RegisterTaskDefinition", "PublishVersion", "PublishLayerVersion" and "CreateHostedConfigurationVersion" of the
 * API references): every change is a new revision, and CloudFormation's replacement of the old one takes nothing away that is in use.
 */
const REVISIONS: ReadonlySet<string> = new Set([
  'AWS::AppConfig::HostedConfigurationVersion',
  'AWS::ECS::TaskDefinition',
  'AWS::Lambda::LayerVersion',
  'AWS::Lambda::Version',
])

/** What of a plan is of these kinds. What the plan cannot tell yet is judged once more at the change set that is executed. */
export function refusedChanges({stacks}: Pick<PlanResult, 'stacks'>, failOn: readonly FailOn[]): RefusedChange[] {
  return stacks.flatMap((stack) => refusedInStack(stack, failOn))
}

export function refusedInStack(stack: JudgedStack, failOn: readonly FailOn[]): RefusedChange[] {
  const {part, action, status, changes} = stack
  // What a failed creation left was never in use; what a failed deletion left was.
  const isDeleted = action === 'delete' || (action === 'recreate' && status === 'DELETE_FAILED')
  const whole: RefusedChange[] = isDeleted ? [{part, type: STACK, change: 'delete', certain: true}] : []
  const resources = changes.flatMap((change) =>
    fatesOf(change, stack).map(([kind, certain]): RefusedChange => {
      const {logicalId, type, physicalId} = change
      return {part, logicalId, type, ...(physicalId && {physicalId}), change: kind, certain}
    }),
  )
  return [...whole, ...resources].filter(({change}) => failOn.includes(change))
}

function fatesOf({type, action, replacement}: ResourceChange, {approximate}: JudgedStack): [FailOn, boolean][] {
  if (action === 'remove') return [['delete', true]]
  if (action !== 'modify' || REVISIONS.has(type)) return []
  // No change set of ours looks into a nested stack.
  if (type === STACK && !approximate) {
    return [
      ['replace', replacement === 'True'],
      ['delete', false],
    ]
  }
  // Templates alone tell of no replacement; a change set that does not rule it out allows it.
  if (replacement === 'False' || (replacement === undefined && approximate)) return []
  return [['replace', replacement === 'True']]
}
