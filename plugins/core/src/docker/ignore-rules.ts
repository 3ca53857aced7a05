import {readFile} from 'node:fs/promises'
import {join, posix} from 'node:path'

import type {Ignore} from '@balena/dockerignore'

import {StackError} from '../errors.js'
import type {ImageInputs} from './build-options.js'
import {notReadable} from './not-readable.js'

export interface IgnoreRules {
  /** `path` is relative to the context and has `/` between its names. */
  ignores(path: string): boolean
  /** Whether a later `!` pattern may bring back something below the ignored folder `path`. */
  mayKeepBelow(path: string): boolean
}

/** The rules of `<Dockerfile>.dockerignore`, else of the context's `.dockerignore`, read as `docker build` reads them. */
export async function readIgnoreRules({dockerfile, context}: ImageInputs): Promise<IgnoreRules> {
  for (const file of [`${dockerfile}.dockerignore`, join(context, '.dockerignore')]) {
    const text = await readIfThere(file)
    // An empty file counts: it has precedence too.
    if (text !== undefined) return ignoreRules(text, file)
  }
  return {ignores: () => false, mayKeepBelow: () => false}
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const {code = ''} = error as NodeJS.ErrnoException
    // A missing context is reported by whoever reads the context itself.
    if (['ENOENT', 'ENOTDIR'].includes(code)) return undefined
    throw notReadable('the ignore file', file, error)
  }
}

async function ignoreRules(text: string, file: string): Promise<IgnoreRules> {
  const {
    default: {default: dockerignore},
  } = await import('@balena/dockerignore')
  const patterns = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map(toModernPattern)
  for (const [index, pattern] of patterns.entries()) {
    checkPattern(dockerignore({ignorecase: false}).add([pattern]), pattern, `${file}:${index + 1}`)
  }

  const matcher = dockerignore({ignorecase: false}).add(patterns)
  const kept = patterns.filter((pattern) => pattern.startsWith('!')).map(literalStart)
  return {
    ignores: (path) => matcher.ignores(path),
    mayKeepBelow: (path) => kept.some((start) => start.startsWith(`${path}/`) || `${path}/`.startsWith(start)),
  }
}

/**
 * What `docker build` understands since Docker 23 (github.com/moby/patternmatcher) and the library, a port of Docker 19's matcher,
 * does not: `+(){}|` stand for themselves, and `**` before a plain text means "ends in it".
 */
function toModernPattern(line: string): string {
  const pattern = line.trim()
  if (pattern.startsWith('#')) return ''
  return pattern
    .replace(/^(!?\s*)\*\*(?=[^/*?[\]\\]+[^*?[\]\\]*$)/, '$1**/*')
    .replace(/\\.|[+(){}|]/g, (text) => (text.startsWith('\\') ? text : `\\${text}`))
}

function checkPattern(rule: Ignore, pattern: string, place: string): void {
  try {
    rule.ignores('name')
    if (pattern !== '!') return
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new StackError('CONTEXT_NOT_READABLE', `${place} has no valid pattern: ${pattern}`, {details: {path: place}})
}

/** The part of a `!` pattern before its first wildcard, as the matcher cleans it. */
function literalStart(pattern: string): string {
  const path = posix.normalize(pattern.slice(1).trim()).replace(/^\//, '')
  return path.replace(/[*?[\\].*$/, '')
}
