import {type AppDefinition, type ExecFinding, StackError} from '@aws-stack/core'

import type {Check} from './check.js'

/**
 * Whether commands can be run in an app's server: one check for each thing that keeps them from it, else a single one. None where it
 * is not deployed, or where AWS cannot be asked: other checks say why.
 */
export async function checkExec(
  {name: app}: Pick<AppDefinition, 'name'>,
  look: () => Promise<ExecFinding[]>,
): Promise<Check[]> {
  const findings = await unlessUnasked(look)
  if (!findings) return []
  const name = `exec of ${app}`
  const wrong = findings.filter(({state}) => state === 'wrong')
  if (wrong.length > 0)
    return wrong.map(({message, evidence, suggestions}) => ({
      name,
      state: 'missing',
      required: true,
      message: [message, ...evidence].join('\n'),
      suggestions,
    }))

  const unknown = findings.filter(({state}) => state === 'unknown')
  const runs = findings.some((finding) => finding.name === 'task')
  const found = runs ? 'the server takes commands' : 'nothing is in its way; no server runs'
  const notes = unknown.flatMap(({message, evidence}) => [message, ...evidence])
  return [{name, state: 'ok', required: true, message: [found, ...new Set(notes)].join('\n'), suggestions: []}]
}

async function unlessUnasked(look: () => Promise<ExecFinding[]>): Promise<ExecFinding[] | undefined> {
  try {
    return await look()
  } catch (error) {
    if (!StackError.is(error) || error.code === 'CANCELLED' || error.code === 'TIMED_OUT') throw error
    return undefined
  }
}
