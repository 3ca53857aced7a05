import type {Tidied} from '@aws-stack/core'

import type {Finished} from './finish.js'

const SAYS: Readonly<Record<Tidied['how'], string>> = {
  discarded: 'its change set was deleted',
  deletes: 'its creation was cancelled, and what was made of it deleted',
  'rolls-back': 'its update was cancelled and rolled back',
  cannot: 'what ran could not be stopped, and has come to its end',
  'stops-deployment': 'its deployment was stopped',
  ended: 'it has come to its end',
}

/** What the post step did, for the log and the summary; `warnings`: what is left, each with what to run. */
export function formatFinished(found: readonly Finished[]): {lines: string; summary: string; warnings: string[]} {
  const done = found.flatMap(({result}) => result?.done ?? [])
  const rows = done.map(({name, how, status}) => ({name, text: SAYS[how], status}))
  const warnings = found.flatMap(leftOf)
  const lines = rows.map(({name, text, status}) => `${name}: ${text} (${status})`).join('\n') || NOTHING
  if (rows.length === 0 && warnings.length === 0) return {lines, summary: '', warnings}
  const table = rows.map(({name, text, status}) => `| \`${name}\` | ${text} | \`${status}\` |`)
  const summary = [
    '### The step was cut off: what was left at AWS',
    ...(table.length > 0 ? [['| What | Done | State |', '| --- | --- | --- |', ...table].join('\n')] : []),
    ...warnings.map((text) => `> [!WARNING]\n> ${text}`),
  ]
  return {lines, summary: `${summary.join('\n\n')}\n`, warnings}
}

const NOTHING = 'nothing of the step is left at AWS'

function leftOf({place, result, failure}: Finished): string[] {
  const {app, stage, region, local} = place
  const where = `--stage ${stage} --region ${region}${local ? ' --local' : ''}`
  const next = `\`aws-stack ${app}:attach ${where}\` follows it, \`aws-stack ${app}:cancel ${where}\` stops it`
  if (failure !== undefined)
    return [`what the step has left of ${app}-${stage} in ${region} could not be looked at: ${failure}; ${next}`]
  if (!result || result.left.length === 0) return []
  return [`${result.left.join(', ')} goes on at AWS, or could not be looked at; ${next}`]
}
