import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {setOutput} from '@actions/core'
import {errorDocument} from '@aws-stack/kit/hosted'

import type {CommandRun, Run} from './run.js'
import {stackOutputsOf, stepOutputsOf} from './stack-outputs.js'

/** Above it a result is a file alone: all outputs of a job may have 1 MiB together. */
const LARGEST_RESULT = 500 * 1024

const OWN = ['changed', 'result', 'result-file', 'outputs', 'plan-changes', 'exit-code']

/** Writes what later steps read. */
export async function writeOutputs(run: Run, temporary: string, warn: (text: string) => void): Promise<void> {
  const documents = run.secrets.maskAll([
    ...run.commands.map(documentOf),
    ...(run.error ? [errorDocument(run.error)] : []),
  ])
  const result = JSON.stringify(documents.length === 1 ? documents[0] : documents)
  const folder = join(temporary, 'aws-stack')
  await mkdir(folder, {recursive: true})
  const file = join(folder, `result-${run.startedAt}.json`)
  await writeFile(file, result)

  const fits = Buffer.byteLength(result) <= LARGEST_RESULT
  if (!fits) warn(`the result is larger than 500 KiB: it is in the file that the output result-file names`)
  setOutput('result', fits ? result : '')
  setOutput('result-file', file)
  setOutput('changed', String(run.commands.some(isChanged)))
  setOutput('exit-code', String(exitCodeOfRun(run)))
  const plans = run.commands.flatMap(({plan}) => plan ?? [])
  if (plans.length > 0) setOutput('plan-changes', String(plans.reduce((sum, plan) => sum + countOf(plan), 0)))

  const outputs = stackOutputsOf(run.commands, warn)
  setOutput('outputs', JSON.stringify(outputs))
  const named = stepOutputsOf(outputs, {prefix: run.inputs?.['output-prefix'] ?? '', taken: OWN, warn})
  for (const [name, value] of named) setOutput(name, value)
}

/** What `--json` prints: also of a command that has a result and leaves with another code than 0. */
function documentOf({result, error}: CommandRun): unknown {
  return result ?? (error ? errorDocument(error) : {})
}

function isChanged({result, plan, error, nodes}: CommandRun): boolean {
  // What nobody waits for any more goes on.
  if (error) return nodes.some(({state, left}) => state === 'changed' || state === 'running' || left === true)
  const changed = (result as {changed?: boolean} | undefined)?.changed
  return changed ?? plan?.changed ?? false
}

function countOf({images, stacks, configs}: NonNullable<CommandRun['plan']>): number {
  return (
    images.filter(({action}) => action === 'build').length +
    stacks.reduce((sum, {changes}) => sum + changes.length, 0) +
    configs.filter(({action}) => action !== 'none').length
  )
}

/** The code of what failed, else of the last command. */
export function exitCodeOfRun({commands, error}: Run): number {
  const failed = error ? errorDocument(error).error.exitCode : undefined
  return failed ?? commands.at(-1)?.exitCode ?? 0
}
