import {isSecretName, parseImageReference, variablesOf} from '@aws-stack/core'

import {vast} from '../app.js'
import {DEFAULT_VERSION} from '../settings.js'
import {whyDropped, whyNoPart} from './dropped.js'
import type {Variable} from './read-variables.js'

/** What became of a variable. */
export interface Outcome {
  readonly name: string
  readonly line: number
  /** `renamed`: another name, or another value of the same meaning. */
  readonly outcome: 'kept' | 'renamed' | 'dropped'
  /** Key in `aws-stack.yaml`. */
  readonly setting?: string
  /** As it is written there. */
  readonly value?: string | readonly string[]
  readonly why?: string
}

const REPOSITORY = 'tenzir/vast'
const PLUGINS = 'VAST_CLOUD_PLUGINS'

/** Each variable to the setting that it is here, or to the reason why there is none. Values of secrets are in no outcome. */
export function carryOver(variables: readonly Variable[]): Outcome[] {
  const current = new Map(variables.map((variable) => [variable.name, variable.value]))
  return variables.map(({name, value, line}) => ({name, line, ...outcomeOf(name, value, current)}))
}

type Became = Omit<Outcome, 'name' | 'line'>

function outcomeOf(written: string, value: string, all: ReadonlyMap<string, string>): Became {
  const name = written.replace(/^TENZIR_/, 'VAST_')
  if (value === '') return dropped('it is empty, which is as good as not set')
  if (name !== written && all.get(name)) return dropped(`${name} says it`)
  const valueOf = (variable: string) => all.get(variable) || all.get(variable.replace(/^VAST_/, 'TENZIR_')) || undefined

  const setting = settingOf(name)
  if (setting === undefined || isSecretName(name)) return dropped(whyDropped(name))
  if (name === PLUGINS) return plugins(value, setting)
  if (name === 'VAST_VERSION') return version(value, valueOf('VAST_IMAGE'), setting, name !== written)
  if (name === 'VAST_IMAGE') return image(value, valueOf('VAST_VERSION'), setting, name !== written)
  return taken(setting, value, name !== written ? `${name} is its name here` : undefined)
}

/** The key whose variable it is. */
function settingOf(name: string): string | undefined {
  return [...variablesOf(vast)].find(([, names]) => names.includes(name))?.[0]
}

function taken(setting: string, value: string | readonly string[], why?: string): Became {
  return {outcome: why === undefined ? 'kept' : 'renamed', setting, value, ...(why !== undefined && {why})}
}

function dropped(why: string): Became {
  return {outcome: 'dropped', why}
}

function version(value: string, own: string | undefined, setting: string, renamed: boolean): Became {
  if (value === 'build') return dropped('a base built from source is named in VAST_IMAGE')
  if (own !== undefined && own !== REPOSITORY) return dropped('the image says it')
  if (/^\d/.test(value)) return taken(setting, `v${value}`, 'the tag has a v before it')
  return taken(setting, value, renamed ? 'VAST_VERSION is its name here' : undefined)
}

/** There a repository, completed by the version; here the whole reference. */
function image(value: string, version = DEFAULT_VERSION, setting: string, renamed: boolean): Became {
  if (value === REPOSITORY) return dropped('it is the default, at the version')
  const reference = parseImageReference(value)
  const whole = !reference || reference.digest !== undefined || value.endsWith(`:${reference.tag}`)
  if (whole) return taken(setting, value, renamed ? 'VAST_IMAGE is its name here' : undefined)
  return taken(setting, `${value}:${version}`, 'the whole reference is named, with its tag')
}

function plugins(value: string, setting: string): Became {
  const names = value
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  const parts = names.filter((name) => vast.settings.shape[setting]?.safeParse([name]).success)
  const others = names.filter((name) => !parts.includes(name)).map((name) => `without ${name}: ${whyNoPart(name)}`)
  if (parts.length === 0) return dropped(others.join('; '))
  return taken(setting, parts, others.length > 0 ? others.join('; ') : undefined)
}
