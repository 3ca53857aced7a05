import {garbled} from './session-error.js'

/** The object that a payload is. */
export function readJson(payload: Buffer, what: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(payload.toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch (error) {
    throw garbled(`${what} that is no JSON`, error)
  }
  throw garbled(`${what} that is no JSON object`)
}
