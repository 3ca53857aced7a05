import {createHash} from 'node:crypto'

import {canonicalJson, isSameContent} from '../configs/canonical-json.js'
import {StackError} from '../errors.js'
import type {ConfigProfile} from '../ports/app-config.js'

/**
 * The label of a version: what it holds, so that nobody has to fetch it to know. Not of the text but of what it means, and with the number that
 * it will have, since nothing says that two versions may have one label.
 */
export function contentLabel(content: string, number: number): string {
  return `sha256-${digestOf(content)}-${number}`
}

/** `undefined`: the label is not one of ours, and says nothing. */
export function isLabelled(label: string | undefined, content: string): boolean | undefined {
  const [, digest] = /^sha256-([0-9a-f]{32})-\d+$/.exec(label ?? '') ?? []
  return digest === undefined ? undefined : digest === digestOf(content)
}

/** `kept`: as AppConfig has it, whoever has uploaded it. */
export function isKeptContent(kept: string, content: string, profile: Pick<ConfigProfile, 'type'>): boolean {
  return isSameContent(withoutStamps(kept, profile), withoutStamps(content, profile))
}

/** AppConfig adds to feature flags when each was made and changed. */
export function withoutStamps(text: string, {type}: Pick<ConfigProfile, 'type'>): string {
  if (type !== 'AWS.AppConfig.FeatureFlags') return text
  try {
    const flags: unknown = JSON.parse(canonicalJson(text))
    return JSON.stringify(flags, (key, value: unknown) => (STAMPS.has(key) ? undefined : value))
  } catch (error) {
    // What somebody has uploaded need not be JSON.
    if (StackError.is(error) && error.code === 'CONFIG_INVALID') return text
    throw error
  }
}

const STAMPS = new Set(['_createdAt', '_updatedAt'])

function digestOf(content: string): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, 32)
}
