import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {setOutput, warning} from '@actions/core'
import {errorDocument} from '@aws-stack/kit/hosted'

import type {CommandRun, Run} from './run.js'

/** Above it a result is a file alone: all outputs of a job may have 1 MiB together. */
const LARGEST_RESULT = 500 * 1024

const OWN = ['changed', 'result', 'result-file', 'outputs', 'plan-changes', 'exit-code']

/** Writes what later steps read. */
export async function writeOutputs(run: Run, temporary: string): Promise<void> {
  const documents = [...run.commands.map(documentOf), ...(run.error ? [errorDocument(run.error)] : [])]
  const result = JSON.stringify(documents.length === 1 ? documents[0] : documents)
  const folder = join(temporary, 'aws-stack')
  await mkdir(folder, {recursive: true})
  const file = join(folder, `result-${run.startedAt}.json`)
  await writeFile(file, result)

  const fits = Buffer.byteLength(result) <= LARGEST_RESULT
  if (!fits) warning(`the result is larger than 500 KiB: it is in the file that the output result-file names`)
  setOutput('result', fits ? result : '')
  setOutput('result-file', file)
  setOutput('changed', String(run.commands.some(isChanged)))
  setOutput('exit-code', String(exitCodeOfRun(run)))
  const plans = run.commands.flatMap(({plan}) => plan ?? [])
  if (plans.length > 0) setOutput('plan-changes', String(plans.reduce((sum, plan) => sum + countOf(plan), 0)))
  writeStackOutputs(run)
}

/** What `--json` prints: also of a command that has a result and leaves with another code than 0. */
function documentOf({result, error}: CommandRun): unknown {
  return result ?? (error ? errorDocument(error) : {})
}

function isChanged({result, plan, error, nodes}: CommandRun): boolean {
  if (error) return nodes.some(({state}) => state === 'changed')
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

interface WithOutputs {
  readonly stacks?: readonly {readonly part: string; readonly outputs?: Readonly<Record<string, string>>}[]
  readonly outputs?: readonly {readonly part: string; readonly name: string; readonly value: string}[]
}

function writeStackOutputs({commands, inputs}: Run): void {
  const byPart: Record<string, Record<string, string>> = {}
  for (const {result} of commands) {
    const {stacks = [], outputs = []} = (result ?? {}) as WithOutputs
    for (const {part, outputs = {}} of stacks)
      if (Object.keys(outputs).length > 0) byPart[part] = {...byPart[part], ...outputs}
    for (const {part, name, value} of outputs) byPart[part] = {...byPart[part], [name]: value}
  }
  setOutput('outputs', JSON.stringify(byPart))

  const prefix = inputs?.['output-prefix'] ?? ''
  for (const values of Object.values(byPart)) {
    for (const [name, value] of Object.entries(values)) {
      if (OWN.includes(prefix + name))
        warning(`the stack output ${name} is in the output "outputs" alone: an output of the step has its name`)
      else setOutput(prefix + name, value)
    }
  }
}
