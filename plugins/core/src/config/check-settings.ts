import {z} from 'zod'

import type {AppDefinition, Problem} from '../app.js'
import {scopeOf} from '../scope.js'
import type {Settings} from '../settings.js'
import {secretKeysOf} from './settings-source.js'
import {splitLists} from './split-lists.js'

export interface CheckedSettings<Config> {
  readonly problems: readonly Problem[]
  /** As good as the values are: of use only where there is no problem. */
  readonly settings: Settings<Config>
}

const STAGE = /^(?=.{1,16}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const ACCOUNT = /^\d{12}$/
const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d$/

/** Checks the place and the app's own settings: the form of each, and what they mean together. Asks nobody. */
export function checkSettings<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  values: Readonly<Record<string, unknown>>,
  {placeOnly = false, only}: {readonly placeOnly?: boolean; readonly only?: readonly string[] | undefined} = {},
): CheckedSettings<Config> {
  const {stage, region, account, ...given} = values
  const own = splitLists(app.settings.shape, given)
  const parsed = placeOnly ? onlyParsed(app, own, only) : app.settings.safeParse(own)
  const settings = {
    stage: String(stage),
    region: String(region),
    ...(typeof account === 'string' && {account}),
    config: parsed?.data as Config,
  }
  const issues = parsed?.error?.issues ?? []
  const problems = [
    ...placeProblems(stage, region, account),
    ...issues.flatMap((issue) => toProblems(issue, own, secretKeysOf(app))),
  ]
  if (parsed?.success && !placeOnly) {
    const scope = scopeOf(app, settings, undefined)
    problems.push(...(app.rules ?? []).flatMap((rule) => rule(scope)))
  }
  return {problems, settings}
}

/** Some of the settings, whatever the others are. */
function onlyParsed<Config, Facts>(
  {settings}: AppDefinition<Config, Facts>,
  own: Readonly<Record<string, unknown>>,
  only: readonly string[] | undefined,
): z.ZodSafeParseResult<unknown> | undefined {
  if (only === undefined) return undefined
  const among = ([key]: [string, unknown]) => only.includes(key)
  const shape = Object.fromEntries(Object.entries(settings.shape).filter(among))
  return z.object(shape).safeParse(Object.fromEntries(Object.entries(own).filter(among)))
}

function placeProblems(stage: unknown, region: unknown, account: unknown): Problem[] {
  const problems: Problem[] = []
  if (typeof stage !== 'string' || !STAGE.test(stage)) {
    const message = 'is no stage name: at most 16 small letters, digits and single hyphens, a letter first'
    problems.push({key: 'stage', message: `${JSON.stringify(stage)} ${message}`})
  }
  if (region === undefined) problems.push({key: 'region', message: 'no region is set; name one, e.g. eu-west-1'})
  else if (typeof region !== 'string' || !REGION.test(region)) {
    problems.push({key: 'region', message: `${JSON.stringify(region)} is no region name, e.g. eu-west-1`})
  }
  if (account !== undefined && (typeof account !== 'string' || !ACCOUNT.test(account))) {
    problems.push({key: 'account', message: `${JSON.stringify(account)} is no account id, which is 12 digits`})
  }
  return problems
}

function toProblems(issue: z.core.$ZodIssue, own: Record<string, unknown>, secretKeys: ReadonlySet<string>): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const [top, ...below] = issue.path
    const nested = (key: string) => ({key: String(top), message: `${[...below, key].join('.')}: there is no such key`})
    return issue.keys.map((key) => (top === undefined ? {key, message: 'there is no such setting'} : nested(key)))
  }
  const [first, ...below] = issue.path
  const key = String(first)
  const place = placeWithin(below)
  const value = valueAt(own, issue.path)
  if (value === undefined) return [{key, message: `${place}is required`}]
  const text = issue.code === 'invalid_value' ? `is none of ${issue.values.map(String).join(', ')}` : issue.message
  return [{key, message: `${place}${secretKeys.has(key) ? '****' : JSON.stringify(value)} ${text}`}]
}

/** In a setting of several levels, `sources.web.kind: `; an item of a plain list is told by its value alone. */
function placeWithin(path: readonly PropertyKey[]): string {
  return path.some((step) => typeof step === 'string') ? `${path.map(String).join('.')}: ` : ''
}

/** Of a list, the item that is wrong. */
function valueAt(own: unknown, path: readonly PropertyKey[]): unknown {
  const [first, ...rest] = path
  if (first === undefined) return own
  return typeof own === 'object' && own !== null ? valueAt((own as Record<PropertyKey, unknown>)[first], rest) : own
}
