import assert from 'node:assert/strict'
import {mkdtemp, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {readPullRequest} from './pull-request.js'

async function pullRequest(name: string, payload: unknown, environment: NodeJS.ProcessEnv = {}) {
  const path = join(await mkdtemp(join(tmpdir(), 'event-')), 'event.json')
  await writeFile(path, JSON.stringify(payload))
  return readPullRequest({
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: path,
    GITHUB_REPOSITORY: 'acme/pipeline',
    GITHUB_SERVER_URL: 'https://github.acme.com',
    GITHUB_RUN_ID: '4711',
    GITHUB_RUN_ATTEMPT: '2',
    ...environment,
  })
}

const pull = (full_name: string | undefined) => ({
  pull_request: {number: 7, head: {sha: 'ffac537', repo: full_name === undefined ? null : {full_name}}},
})

describe('the pull request of a run', () => {
  it('is that of the event', async () => {
    assert.deepEqual(await pullRequest('pull_request', pull('acme/pipeline')), {
      owner: 'acme',
      repo: 'pipeline',
      number: 7,
      commit: 'ffac537',
      fromFork: false,
      url: 'https://github.acme.com/acme/pipeline/pull/7',
      runUrl: 'https://github.acme.com/acme/pipeline/actions/runs/4711/attempts/2',
      run: 4711,
      attempt: 2,
    })
  })

  it('is that of a comment on one, not of a comment on an issue', async () => {
    const found = await pullRequest('issue_comment', {issue: {number: 8, pull_request: {}}})

    assert.equal(found?.number, 8)
    assert.equal(found.commit, undefined)
    assert.equal(await pullRequest('issue_comment', {issue: {number: 8}}), undefined)
  })

  it('is none for a push', async () => {
    assert.equal(await pullRequest('push', {}), undefined)
  })

  it('may be from a fork, also from one that is gone, or Dependabot', async () => {
    const dependabot = {GITHUB_ACTOR: 'dependabot[bot]'}

    assert.equal((await pullRequest('pull_request', pull('mallory/pipeline')))?.fromFork, true)
    assert.equal((await pullRequest('pull_request', pull(undefined)))?.fromFork, true)
    assert.equal((await pullRequest('pull_request', pull('acme/pipeline'), dependabot))?.fromFork, true)
  })
})
