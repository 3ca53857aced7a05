import type {DeployResult, PlanResult} from '@aws-stack/core'

import type {CommandRun, Run} from '../run.js'
import {type CommentKey, keyOf} from './marker.js'

/** What is said of one stage: what its last plan or deploy in this run has come to. */
export interface Report extends CommentKey {
  readonly verb: 'plan' | 'deploy'
  readonly plan?: PlanResult
  /** It was not waited for: AWS goes on with it. */
  readonly goesOn?: boolean
  /** Why there is no plan, or why it was not carried out. */
  readonly error?: Error
}

/** Of each app, stage and region. What ended before it was known which those are is in the log alone. */
export function reportsOf({commands}: Pick<Run, 'commands'>): Report[] {
  return [...new Map(commands.flatMap(reportOf).map((report) => [keyOf(report), report])).values()]
}

function reportOf({id, argv, app, stage, region, plan, verb, result, error}: CommandRun): Report[] {
  if (!/:(plan|deploy)$/.test(id) || !app || !stage || !region || !(plan ?? error)) return []
  const isPlan = id.endsWith(':plan') || argv.includes('--dry-run') || (!error && verb === undefined)
  const outcome = {...(plan && {plan}), ...(error && {error}), ...(isUnderWay(result) && {goesOn: true})}
  return [{app, stage, region, parts: partsOf(argv), verb: isPlan ? 'plan' : 'deploy', ...outcome}]
}

function isUnderWay(result: unknown): boolean {
  const {stacks = []} = (result ?? {}) as Partial<DeployResult>
  // A plan's stacks have no status.
  return stacks.some(({status}: {status?: string}) => status?.endsWith('_IN_PROGRESS'))
}

function partsOf(argv: readonly string[]): string[] {
  const given = argv.flatMap((word, index) => {
    if (word.startsWith('--part=')) return word.slice('--part='.length).split(',')
    return word === '--part' ? (argv[index + 1] ?? '').split(',') : []
  })
  return given
    .map((part) => part.trim())
    .filter(Boolean)
    .toSorted()
}
