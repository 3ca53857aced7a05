import {basename, resolve} from 'node:path'

import {
  type ChangedLines,
  changedLines,
  checkSettings,
  editSettingsFile,
  isSecretName,
  variablesOf,
} from '@aws-stack/core'
import {type OpenAppOptions, type Prompt, readText, replaceFile, StackError, toEdit} from '@aws-stack/kit'

import {vast} from '../app.js'
import {carryOver, type Outcome} from './carry-over.js'
import {merge} from './merge.js'
import {nextSteps, type NextStep} from './next-steps.js'
import {readVariables} from './read-variables.js'

/** The `--json` shape of `vast:migrate`: stable. */
export interface MigrateResult {
  readonly from: string
  readonly file: string
  /** `false`: only shown, or the file says all of it already. */
  readonly written: boolean
  readonly variables: readonly Outcome[]
  /** Of the file's lines. */
  readonly changes: ChangedLines
  readonly next: readonly NextStep[]
}

export interface MigrateOptions extends Pick<OpenAppOptions, 'cwd' | 'file' | 'given' | 'secrets' | 'reporter'> {
  /** The variables of vast-cloud. */
  readonly from: string
  readonly dryRun: boolean
  /** Nobody is asked. */
  readonly yes: boolean
  /** Values that the file has already may become others. */
  readonly force: boolean
  readonly prompt: Prompt
  /** What is shown before a question. */
  readonly format: (result: MigrateResult) => string
}

const DEFAULT_NAME = 'aws-stack.yaml'

/** Turns the variables of vast-cloud into settings, shows what became of each, and writes them as the last thing it does. */
export async function migrate(options: MigrateOptions): Promise<MigrateResult> {
  const {cwd, dryRun} = options
  const from = resolve(cwd, options.from)
  const name = options.file ?? DEFAULT_NAME
  const file = resolve(cwd, name)
  const variables = await readVariables(from)
  for (const {name, value} of variables) if (isSecretName(name)) options.secrets.add(value)

  const before = await readText(file)
  const outcomes = carryOver(variables)
  const {own, values, replaced} = await merge(outcomes, before === undefined ? undefined : file)
  const {stage: known} = values
  const stage = options.given['stage'] ?? (typeof known === 'string' ? known : 'dev')
  assertGood({...values, stage}, outcomes, from)

  const {region, ...settings} = own
  const place = {stage, ...(typeof region === 'string' && {region})}
  const after = editSettingsFile(before ?? '', toEdit(vast, place, settings))
  const written = after !== before && !dryRun
  const next = nextSteps({from: options.from, variables: outcomes})
  const result = {from, file, written, variables: outcomes, changes: changedLines(before, after), next}
  if (!written) return result
  await consent(result, {...options, name, replaced})
  await replaceFile(file, after)
  return result
}

/** Throws `SETTINGS_INVALID` with all that is wrong, each with the line of its variable. */
function assertGood(values: Readonly<Record<string, unknown>>, outcomes: readonly Outcome[], from: string): void {
  const {problems} = checkSettings(vast, values)
  if (problems.length === 0) return
  const file = basename(from)
  const lines = problems.map(({key, message}) => {
    const of = outcomes.find(({setting}) => setting === key)
    const [variable = key] = variablesOf(vast).get(key) ?? []
    return of ? `${file}:${of.line}: ${of.name}: ${message}` : `${file}: ${variable}: ${message}`
  })
  throw new StackError('SETTINGS_INVALID', `nothing was written\n${lines.map((line) => `  ${line}`).join('\n')}`, {
    details: {problems, variables: outcomes},
  })
}

/** Throws `FILE_EXISTS` where values would become others unasked, `NO_TERMINAL`, `DECLINED`. */
async function consent(
  result: MigrateResult,
  options: MigrateOptions & {readonly name: string; readonly replaced: readonly string[]},
): Promise<void> {
  const {yes, force, prompt, reporter, format, name, replaced} = options
  if (force || (yes && replaced.length === 0)) return
  if (yes || !prompt.terminal) {
    const what =
      replaced.length > 0 ? `${name} has other values of ${replaced.join(', ')}` : 'there is no terminal to ask'
    throw new StackError(replaced.length > 0 ? 'FILE_EXISTS' : 'NO_TERMINAL', `nothing was written: ${what}`, {
      details: {file: result.file, replaced},
      suggestions: [
        'aws-stack vast:migrate --dry-run',
        `aws-stack vast:migrate ${replaced.length > 0 ? '--force' : '--yes'}`,
      ],
    })
  }
  reporter.say(format(result))
  const answer = await prompt.ask(`\nWrite ${name}? (y/N) `)
  if (!/^y(es)?$/i.test(answer?.trim() ?? ''))
    throw new StackError('DECLINED', 'nothing was written: the answer was no')
}
