import {readFile} from 'node:fs/promises'

import type {WrittenBy} from './marker.js'

/** The pull request that the workflow runs for, and the run. */
export interface PullRequest extends WrittenBy {
  readonly owner: string
  readonly repo: string
  readonly number: number
  /** Its last commit; not known for a comment on it. */
  readonly commit?: string
  /** Also of Dependabot, whose runs are given a token that only reads, too. */
  readonly fromFork: boolean
  readonly url: string
  readonly runUrl: string
}

interface Event {
  readonly number?: number
  readonly pull_request?: {
    readonly number: number
    readonly head?: {readonly sha?: string; readonly repo?: {readonly full_name?: string} | null}
  }
  readonly issue?: {readonly number: number; readonly pull_request?: object}
}

/** `undefined`: the workflow runs for something else, a push or a schedule. */
export async function readPullRequest(environment: NodeJS.ProcessEnv): Promise<PullRequest | undefined> {
  const {GITHUB_EVENT_NAME: name = '', GITHUB_EVENT_PATH: path, GITHUB_REPOSITORY: repository = ''} = environment
  const [owner, repo] = repository.split('/')
  if (!['pull_request', 'pull_request_target', 'issue_comment'].includes(name) || !path || !owner || !repo)
    return undefined
  const {pull_request: pull, issue} = JSON.parse(await readFile(path, 'utf8')) as Event
  const number = pull?.number ?? (issue?.pull_request ? issue.number : undefined)
  if (number === undefined) return undefined

  const server = `${environment['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${repository}`
  const {GITHUB_RUN_ID: run = '0', GITHUB_RUN_ATTEMPT: attempt = '1'} = environment
  const commit = pull?.head?.sha
  return {
    owner,
    repo,
    number,
    ...(commit && {commit}),
    fromFork:
      (pull !== undefined && pull.head?.repo?.full_name !== repository) ||
      environment['GITHUB_ACTOR'] === 'dependabot[bot]',
    url: `${server}/pull/${number}`,
    runUrl: `${server}/actions/runs/${run}/attempts/${attempt}`,
    run: Number(run),
    attempt: Number(attempt),
  }
}
