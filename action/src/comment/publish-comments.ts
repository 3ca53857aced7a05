import {notice, warning} from '@actions/core'

import type {Run} from '../run.js'
import {formatReport} from './format-report.js'
import {type GithubComments, githubComments} from './github-comments.js'
import {keyOf} from './marker.js'
import {withPatience} from './patience.js'
import {type PullRequest, readPullRequest} from './pull-request.js'
import {type OwnComment, reconcile, type WantedComment} from './reconcile.js'
import {type Report, reportsOf} from './report.js'

/** One comment for each stage that was planned or deployed, on the pull request. Whatever goes wrong with it does not fail the job. */
export async function publishComments(run: Run, environment: NodeJS.ProcessEnv = process.env): Promise<void> {
  const {comment: when = 'never', 'github-token': token} = run.inputs ?? {}
  const reports = reportsOf(run)
  if (when === 'never' || run.cancelledBy || reports.length === 0) return
  let pull: PullRequest | undefined
  try {
    pull = await readPullRequest(environment)
    if (!pull) return
    if (!token) return notice(`no comment on the pull request: there is no github-token. ${ELSEWHERE}`)
    await publish(pull, token, wantedOf(reports, pull, {always: when === 'always', mask: run.secrets.mask}))
  } catch (error) {
    tell(error as Error & {status?: number}, pull)
  }
}

const ELSEWHERE = 'What would change is in the log and the summary of the job.'

function wantedOf(
  reports: readonly Report[],
  pull: PullRequest,
  {always, mask}: {always: boolean; mask: (text: string) => string},
): WantedComment[] {
  const now = new Date()
  const {run, attempt} = pull
  return reports.map((report) => {
    const idle = !report.error && report.plan?.changed === false
    return {
      key: keyOf(report),
      bodies: formatReport(report, pull, now).map((body) => mask(body)),
      create: always || !idle,
      minimised: idle && !always,
      run,
      attempt,
    }
  })
}

async function publish(pull: PullRequest, token: string, wanted: readonly WantedComment[]): Promise<void> {
  await withPatience(async (signal) => {
    const comments = await githubComments(pull, token, signal)
    // Each time anew: what an attempt has done is not done twice.
    const existing = await comments.list()
    const ends = []
    for (const one of wanted) ends.push(await Promise.allSettled([bringTo(one, existing, comments)]))
    // What fails for one stage does not keep the others from theirs.
    for (const end of ends.flat()) if (end.status === 'rejected') throw end.reason as Error
  })
}

async function bringTo(
  wanted: WantedComment,
  existing: readonly OwnComment[],
  comments: GithubComments,
): Promise<void> {
  const changes = reconcile(existing, wanted)
  if (!changes) notice(`the comment on the pull request stays as a later run has written it (${wanted.key})`)
  for (const change of changes ?? []) await comments.carryOut(change)
}

function tell({status, message}: Error & {status?: number}, pull: PullRequest | undefined): void {
  const refused = status === 401 || status === 403 || status === 404
  if (refused && pull?.fromFork)
    return notice(`no comment: the token of a pull request from a fork can only read. ${ELSEWHERE}`)
  const permission = refused ? ' The job needs `permissions: pull-requests: write`.' : ''
  warning(`the comment on the pull request was not written: ${message}.${permission} ${ELSEWHERE}`)
}
