import {readFile} from 'node:fs/promises'
import {dirname, join, resolve} from 'node:path'

import type {Context} from '../context.js'

/** Who releases, from which commit, and when, as a deployment says it: AppConfig itself remembers no one. */
export async function describeRelease(folder: string | undefined, {startedBy}: Context): Promise<string> {
  const commit = folder === undefined ? undefined : await commitOf(folder)
  const words = [
    startedBy ? `aws-stack of ${startedBy}` : 'aws-stack',
    ...(commit ? [`commit ${commit.slice(0, 12)}`] : []),
    new Date().toISOString(),
  ]
  return words
    .join(', ')
    .replaceAll(/[^ -~]/g, '?')
    .slice(0, LONGEST)
}

/** `Description` of a deployment, in the AWS AppConfig API Reference. */
const LONGEST = 1024

/** What `describeRelease` has written. */
export interface ReleaseNote {
  readonly by?: string
  readonly commit?: string
  /** Epoch ms, by the clock of whoever wrote it. */
  readonly at?: number
}

/** Of a description that somebody else has written nothing is told but its text. */
export function readReleaseNote(description: string | undefined): ReleaseNote {
  const ours = /^aws-stack(?: of (?<by>.*?))?(?:, commit (?<commit>[0-9a-f]+))?, (?<at>\d{4}-\S+Z)$/.exec(
    description ?? '',
  )
  if (!ours) return description ? {by: description} : {}
  const {by, commit, at} = ours.groups ?? {}
  return {...(by && {by}), ...(commit && {commit}), at: Date.parse(String(at))}
}

/** What `HEAD` of the repository around a folder names. `undefined`: there is none. */
export async function commitOf(folder: string): Promise<string | undefined> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const head = await text(join(at, '.git', 'HEAD'))
    if (head !== undefined) return readHead(join(at, '.git'), head)
    if (at === dirname(at)) return undefined
  }
}

async function readHead(git: string, head: string): Promise<string | undefined> {
  const [, reference] = /^ref: (\S+)/.exec(head) ?? []
  if (reference === undefined) return COMMIT.exec(head)?.[0]
  const loose = await text(join(git, reference))
  if (loose !== undefined) return COMMIT.exec(loose)?.[0]
  const packed = (await text(join(git, 'packed-refs')))?.split('\n').find((line) => line.endsWith(` ${reference}`))
  return COMMIT.exec(packed ?? '')?.[0]
}

const COMMIT = /^[0-9a-f]{40,64}/

/** A work tree beside its repository has a file `.git`: then nothing is told. */
async function text(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined)
}
