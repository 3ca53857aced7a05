import {QUOTAS, type Quotas} from './state/quotas.js'
import type {World} from './state/world.js'

/** What is otherwise than in AWS, or can be raised there: `/_local/appconfig`. */
export interface AppConfigSettings {
  /** How long a minute of a deployment strategy takes. */
  readonly minuteMs: number
  /** How long a deployment or a rollback takes besides. */
  readonly settleMs: number
  readonly quotas: Quotas
}

/** Settings that cannot be. */
export class BadSettings extends Error {}

export function settingsOf({pace, quotas}: World): AppConfigSettings {
  return {minuteMs: pace.minuteMs, settleMs: pace.settleMs, quotas}
}

export function changeSettings(world: World, given: unknown): AppConfigSettings {
  const {minuteMs = world.pace.minuteMs, settleMs = world.pace.settleMs, ...rest} = object(given, 'the settings')
  const {quotas = {}, ...unknown} = rest
  const changed = object(quotas, 'quotas')
  const strange = [...Object.keys(unknown), ...Object.keys(changed).filter((name) => !Object.hasOwn(QUOTAS, name))]
  if (strange.length > 0)
    throw new BadSettings(
      `unknown: ${strange.join(', ')}; known: minuteMs, settleMs, quotas (${Object.keys(QUOTAS).join(', ')})`,
    )
  for (const [name, value] of Object.entries({minuteMs, settleMs, ...changed})) requireCount(name, value)
  world.pace = {...world.pace, minuteMs: minuteMs as number, settleMs: settleMs as number}
  world.quotas = {...world.quotas, ...changed}
  return settingsOf(world)
}

function object(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new BadSettings(`${what} must be an object, not ${JSON.stringify(value)}`)
}

function requireCount(name: string, value: unknown): void {
  if (typeof value === 'number' && value >= 0 && Number.isFinite(value)) return
  throw new BadSettings(`${name} is ${JSON.stringify(value)}: it must be a number of 0 or more`)
}
