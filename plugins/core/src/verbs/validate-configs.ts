import {askValidator} from '../configs/ask-validator.js'
import {checkConfig} from '../configs/check-config.js'
import {compileConfigs} from '../configs/compile-configs.js'
import type {ConfigKind} from '../configs/config-kind.js'
import type {ConfigProblem} from '../configs/config-problem.js'
import type {CompiledConfig, ConfigSourceOptions} from '../configs/config-source.js'
import {confined} from '../configs/confined.js'
import {findConfigs} from '../configs/find-configs.js'
import {pathOf} from '../configs/json-path.js'
import {shown} from '../configs/compile-text.js'
import {sourcePlaces} from '../configs/source-places.js'
import type {Context} from '../context.js'
import {cancelled, StackError} from '../errors.js'

export interface ValidateConfigsInput {
  readonly directory: string
  readonly options: ConfigSourceOptions
  readonly signal?: AbortSignal
  /** A Lambda function that is asked besides. */
  readonly validator?: {readonly name: string; readonly ctx: Pick<Context, 'functions' | 'signal'>} | undefined
}

export interface ValidateConfigsResult {
  readonly directory: string
  readonly configs: readonly ValidatedConfig[]
  /** Warnings: with an error it throws. */
  readonly problems: readonly ConfigProblem[]
}

export interface ValidatedConfig {
  readonly profile: string
  readonly file: string
  /** `other`: there is no schema to check it with. */
  readonly kind: ConfigKind
  /** Whether the function was asked about it. */
  readonly validated: boolean
}

type Checked = ValidatedConfig & {readonly problems: readonly ConfigProblem[]}

/** Compiles and checks all of a folder. Throws `CONFIG_INVALID` with every problem; changes nothing. */
export async function validateConfigs({
  directory,
  options,
  validator,
  signal,
}: ValidateConfigsInput): Promise<ValidateConfigsResult> {
  const sources = await findConfigs(directory, {})
  const how = confined(directory, options)
  const {compiled, failed} = await compileConfigs(sources, how)
  await assertThere(validator)
  const checked: Checked[] = []
  for (const config of compiled) {
    if (signal?.aborted) throw cancelled(signal)
    checked.push(await check(config, how, validator))
  }

  const unread = failed.map(({source: {profile, file}, message}): ConfigProblem => {
    return {severity: 'error', profile, file, path: '', message: message.trimEnd()}
  })
  const problems = [...unread, ...checked.flatMap((one) => one.problems)]
  const configs = checked.map(({profile, file, kind, validated}) => ({profile, file, kind, validated}))
  if (problems.some(({severity}) => severity === 'error')) throw invalid(problems, configs)
  return {directory, configs, problems}
}

async function check(
  config: CompiledConfig,
  options: ConfigSourceOptions,
  validator: ValidateConfigsInput['validator'],
): Promise<Checked> {
  const {profile, file, content} = config
  const {kind, problems: found} = await checkConfig(content, options.era)
  const verdict = validator ? await askValidator(validator.name, config, validator.ctx) : {asked: false as const}
  const places = found.length > 0 ? await sourcePlaces(config, options) : undefined
  const value: unknown = JSON.parse(content)
  const problems = found.map(({severity, pointer, message}): ConfigProblem => {
    return {severity, profile, file, path: pathOf(pointer, value), message, ...places?.(pointer)}
  })
  problems.sort((one, other) => (one.place?.line ?? 0) - (other.place?.line ?? 0))
  if (verdict.asked && verdict.refused !== undefined) {
    const message = `${validator?.name ?? ''} refuses it: ${verdict.refused}`
    problems.push({severity: 'error', profile, file, path: '', message})
  }
  return {profile, file, kind, validated: verdict.asked, problems}
}

async function assertThere(validator: ValidateConfigsInput['validator']): Promise<void> {
  if (!validator || (await validator.ctx.functions.configuration(validator.name))) return
  throw new StackError('NOT_FOUND', `there is no function ${validator.name} to validate with`)
}

function invalid(problems: readonly ConfigProblem[], configs: readonly ValidatedConfig[]): StackError {
  const errors = problems.filter(({severity}) => severity === 'error').length
  const head =
    errors === 1 ? 'one thing is wrong with the configurations' : `${errors} things are wrong with the configurations`
  return new StackError('CONFIG_INVALID', [head, ...problems.map(problemLine)].join('\n'), {
    details: {problems, configs},
  })
}

function problemLine({severity, file, path, message, place, made}: ConfigProblem): string {
  const where = place ? `${place.file}:${place.line}:${place.column}` : shown({file})
  const library = made ? ` (written at ${made.file}:${made.line}:${made.column})` : ''
  const what = `${path === '' ? '' : `${path}: `}${message.replaceAll('\n', '\n    ')}`
  return `  ${where}: ${severity === 'warning' ? 'warning: ' : ''}${what}${library}`
}
