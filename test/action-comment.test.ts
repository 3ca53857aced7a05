import assert from 'node:assert/strict'

import {playScenario, type Scenario} from '@aws-stack/local/scenarios'

import {githubApi, type GithubApi, TOKENS} from './fixtures/github-api.js'
import {type EndedStep, isBuilt, runStep} from './fixtures/runner.js'

type Change = Readonly<{action: 'Add' | 'Modify' | 'Remove'; logicalId: string; type: string; replacement?: 'True'}>

const PART = 'bootstrap'
const QUEUE: Change = {action: 'Add', logicalId: 'Queue', type: 'AWS::SQS::Queue'}
const HEAD = 'ffac537e6cbbf934b08745a378932722df287a53'
const BOT = 'github-actions[bot]'

/** One stack a stage that is there, and whose change set has these changes; without any it fails, for that or for `failure`. */
function story(stages: Readonly<Record<string, readonly Change[]>>, failure?: string): Scenario {
  const nameOf = (stage: string) => `substation-${stage}-${PART}`
  const none = "The submitted information didn't contain changes. Submit different information to create a change set."
  return {
    name: 'changes',
    summary: 'A change set has changes, or none.',
    sources: [],
    ending: {after: []},
    stacks: Object.keys(stages).map((stage) => ({
      name: nameOf(stage),
      status: 'UPDATE_COMPLETE',
      template: 'Resources: {}',
      tags: {'aws-stack:app': 'substation', 'aws-stack:stage': stage, 'aws-stack:part': PART},
    })),
    plays: Object.entries(stages).map(([stage, changes]) => ({
      on: {operation: 'CreateChangeSet', stack: nameOf(stage)},
      beats: [
        changes.length > 0
          ? {at: 100, do: 'change-set' as const, status: 'CREATE_COMPLETE', changes}
          : {at: 100, do: 'change-set' as const, status: 'FAILED', reason: failure ?? none},
      ],
    })),
  }
}

interface Run {
  readonly dev?: readonly Change[]
  readonly prod?: readonly Change[]
  readonly failure?: string
  readonly inputs?: Readonly<Record<string, string>>
  readonly environment?: Readonly<Record<string, string>>
  readonly event?: string
  readonly from?: string
  readonly runId?: number
}

describe('the comment on a pull request', function () {
  this.timeout(120_000)
  let github: GithubApi
  let lastRun = 4711

  before(function () {
    if (!isBuilt) this.skip()
  })
  beforeEach(async () => {
    github = await githubApi()
  })
  afterEach(() => github.close())

  const plan = async ({
    dev,
    prod,
    failure,
    inputs,
    environment,
    event = 'pull_request',
    from = 'acme/pipeline',
    runId,
  }: Run) => {
    const stages = {...(dev && {dev}), ...(prod && {prod})}
    const aws = await playScenario(story(stages, failure), {speed: 1000})
    lastRun += 1
    const head = {sha: HEAD, repo: {full_name: from}}
    try {
      return await runStep({
        inputs: {
          command: Object.keys(stages)
            .map((stage) => `substation:plan --part ${PART} --stage ${stage}`)
            .join('\n'),
          region: aws.region,
          'github-token': TOKENS.workflow,
          ...inputs,
        },
        environment: {
          AWS_ENDPOINT_URL: aws.url,
          AWS_ACCESS_KEY_ID: 'test',
          AWS_SECRET_ACCESS_KEY: 'test',
          GITHUB_API_URL: github.url,
          GITHUB_RUN_ID: String(runId ?? lastRun),
          ...environment,
        },
        event: {name: event, payload: event === 'push' ? {} : {number: 7, pull_request: {number: 7, head}}},
      })
    } finally {
      await aws.close()
    }
  }
  const bodies = () => github.comments.map(({body}) => body)
  const writes = () => github.requests.filter(({method, path}) => method !== 'GET' && !path.endsWith('graphql'))

  it('is created by the first plan, and updated in place by the second', async () => {
    const first = await plan({dev: [QUEUE]})
    const id = github.comments[0]?.id

    const second = await plan({dev: [QUEUE, {...QUEUE, logicalId: 'Second'}]})

    assert.deepEqual([first.code, second.code], [0, 0], first.log + second.log)
    assert.deepEqual(
      github.comments.map((comment) => [comment.id, comment.author]),
      [[id, BOT]],
    )
    assert.match(bodies()[0] ?? '', /2 resources to add/)
    assert.match(bodies()[0] ?? '', /\+ {4}Second {2}AWS::SQS::Queue/)
    assert.match(bodies()[0] ?? '', new RegExp(`pull/7/commits/${HEAD}`))
    silent(first, second)
  })

  it('is found behind hundreds of others, and those of others with its marker are left alone', async () => {
    await plan({dev: [QUEUE]})
    const [own] = github.comments.splice(0)
    assert.ok(own)
    for (let index = 0; index < 230; index += 1) github.comment('alice', `thought ${index}`)
    github.comments.push(own)
    const copied = github.comment('mallory', own.body)

    const {code, log} = await plan({dev: [{...QUEUE, logicalId: 'Other'}]})

    assert.equal(code, 0, log)
    assert.equal(github.comments.length, 232)
    assert.match(own.body, /Other/)
    assert.doesNotMatch(copied.body, /Other/)
    const pages = github.requests.filter(({method, path}) => method === 'GET' && path.endsWith('/comments'))
    assert.deepEqual(
      pages.slice(-3).map(({query}) => new URLSearchParams(query).get('per_page')),
      ['100', '100', '100'],
    )
  })

  it('is none where nothing changes, and says so where that is asked for', async () => {
    const auto = await plan({dev: []})
    const none = github.comments.length

    const always = await plan({dev: [], inputs: {comment: 'always'}})

    assert.deepEqual([auto.code, none, always.code], [0, 0, 0], auto.log)
    assert.match(bodies()[0] ?? '', /\*\*Nothing to change\.\*\*/)
    assert.equal(github.comments[0]?.minimised, undefined)
  })

  it('is collapsed when nothing changes any more, and opened when something does', async () => {
    await plan({dev: [QUEUE]})
    await plan({dev: []})
    const idle = {...github.comments[0]}

    await plan({dev: [QUEUE]})

    assert.match(idle.body ?? '', /Nothing to change/)
    assert.equal(idle.minimised, 'OUTDATED')
    assert.equal(github.comments.length, 1)
    assert.match(bodies()[0] ?? '', /1 resource to add/)
    assert.equal(github.comments[0]?.minimised, undefined)
  })

  it('is none where none is wanted, and none for a push', async () => {
    await plan({dev: [QUEUE], inputs: {comment: 'never'}})
    await plan({dev: [QUEUE], event: 'push'})

    assert.deepEqual(github.requests, [])
  })

  it('is one for each stage, also from jobs that run at once', async () => {
    const both = await plan({dev: [QUEUE], prod: [QUEUE]})
    const before = bodies().map((body) => body.split('\n')[0]?.split(' part=')[0])

    const jobs = await Promise.all([plan({dev: [{...QUEUE, logicalId: 'Dev'}]}), plan({prod: []})])

    assert.deepEqual([both.code, ...jobs.map(({code}) => code)], [0, 0, 0], both.log)
    assert.deepEqual(before, [
      `<!-- aws-stack substation/dev/eu-west-1/${PART}`,
      `<!-- aws-stack substation/prod/eu-west-1/${PART}`,
    ])
    assert.equal(github.comments.length, 2)
    assert.match(bodies()[0] ?? '', /Dev/)
    assert.match(bodies()[1] ?? '', /Nothing to change/)
  })

  it('is the newest of two that a race has made', async () => {
    await plan({dev: [QUEUE]})
    const twin = github.comment(BOT, bodies()[0] ?? '')

    await plan({dev: [QUEUE]})

    assert.deepEqual(
      github.comments.map(({id}) => id),
      [twin.id],
    )
  })

  it('is left to the later one of two runs', async () => {
    await plan({dev: [QUEUE, {...QUEUE, logicalId: 'Newer'}], runId: 9000})

    const {code, log} = await plan({dev: [QUEUE], runId: 8000})

    assert.equal(code, 0)
    assert.match(log, /^::notice::the comment on the pull request stays/m)
    assert.match(bodies()[0] ?? '', /Newer/)
  })

  it('has 3,000 changes in parts, and takes those away that are no longer needed', async () => {
    const changes = Array.from({length: 3000}, (_, index) => ({...QUEUE, logicalId: `Queue${index}X`}))

    const {code, log, outputs} = await plan({dev: changes})
    const parts = bodies()
    await plan({dev: [QUEUE]})

    assert.equal(code, 0, log)
    assert.equal(outputs['plan-changes'], '3000')
    assert.ok(parts.length > 1, String(parts.length))
    assert.equal(new Set(parts.join('\n').match(/Queue\d+X/g)).size, 3000)
    assert.equal(github.comments.length, 1)
  })

  it('tells that the plan has failed, and the job fails for that alone', async () => {
    await plan({dev: [QUEUE]})

    const {code, log} = await plan({dev: [], failure: 'Export taken by @alice cannot be changed'})

    assert.notEqual(code, 0, log)
    assert.equal(github.comments.length, 1)
    assert.match(bodies()[0] ?? '', /\[!CAUTION\]\n> \*\*The plan failed\*\*\n\n```\nError: .*Export taken by @alice/)
  })

  it('is left out where the token can only read, as on forks: a notice, and the job stays green', async () => {
    const token = {'github-token': TOKENS.fork}

    const fork = await plan({dev: [QUEUE], from: 'mallory/pipeline', inputs: token})
    const without = await plan({dev: [QUEUE], from: 'mallory/pipeline', inputs: {'github-token': ''}})
    const own = await plan({dev: [QUEUE], inputs: token})

    assert.deepEqual([fork.code, without.code, own.code], [0, 0, 0])
    assert.match(fork.log, /^::notice::no comment: the token of a pull request from a fork can only read/m)
    assert.match(without.log, /^::notice::no comment on the pull request: there is no github-token/m)
    assert.match(
      own.log,
      /^::warning::.*Resource not accessible by integration.*needs `permissions: pull-requests: write`/m,
    )
    assert.equal(github.comments.length, 0)
    silent(fork, own)
  })

  it('never fails the job, whatever GitHub says', async () => {
    const statuses = [404, 422]
    for (const status of statuses) github.inject({status, message: `no ${status}`, method: 'POST'})

    const ends: EndedStep[] = []
    while (ends.length < statuses.length) ends.push(await plan({dev: [QUEUE]}))
    const blind = await plan({dev: [QUEUE], inputs: {'github-token': 'ghs_expired'}})

    assert.deepEqual(
      [...ends, blind].map(({code}) => code),
      [0, 0, 0],
    )
    for (const [index, {log}] of ends.entries())
      assert.match(log, new RegExp(`^::warning::.*no ${statuses[index]}`, 'm'))
    assert.match(blind.log, /^::warning::.*Bad credentials/m)
    assert.equal(github.comments.length, 0)
    silent(...ends, blind)
  })

  it('waits for rate limits, and writes no second one where only the answer was lost', async () => {
    github.inject({
      status: 403,
      method: 'GET',
      message: 'You have exceeded a secondary rate limit',
      headers: {'retry-after': '1'},
    })
    github.inject({status: 502, method: 'POST', after: true})
    github.inject({status: 'drop', method: 'GET'})

    const {code, log} = await plan({dev: [QUEUE]})

    assert.equal(code, 0)
    assert.doesNotMatch(log, /::warning::/)
    assert.equal(github.comments.length, 1)
    assert.deepEqual(
      writes().map(({method, status}) => `${method} ${status}`),
      ['POST 502'],
    )
  })

  it('does not wait for a limit of an hour', async () => {
    github.inject({status: 429, method: 'GET', message: 'API rate limit exceeded', headers: {'retry-after': '3600'}})

    const {code, log} = await plan({dev: [QUEUE]})

    assert.equal(code, 0)
    assert.match(log, /^::warning::.*API rate limit exceeded/m)
  })

  it('is written to a GitHub Enterprise Server, by whomever the token is of', async () => {
    github.close()
    github = await githubApi({prefix: '/api/v3'})
    const token = {'github-token': TOKENS.person}

    await plan({dev: [QUEUE], inputs: token})
    const {code, log} = await plan({dev: [], inputs: token})

    assert.equal(code, 0, log)
    assert.deepEqual(
      github.comments.map(({author, minimised}) => [author, minimised]),
      [['alice', 'OUTDATED']],
    )
  })

  it('is written for a comment on the pull request', async () => {
    const aws = await playScenario(story({dev: [QUEUE]}), {speed: 1000})

    const {code, log} = await runStep({
      inputs: {command: `substation:plan --part ${PART}`, region: aws.region, 'github-token': TOKENS.workflow},
      environment: {
        AWS_ENDPOINT_URL: aws.url,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        GITHUB_API_URL: github.url,
      },
      event: {name: 'issue_comment', payload: {issue: {number: 7, pull_request: {}}}},
    })
    await aws.close()

    assert.equal(code, 0, log)
    assert.equal(github.comments.length, 1)
  })
})

/** No token is in any log or file. The runner takes `add-mask` for itself. */
function silent(...steps: readonly EndedStep[]): void {
  for (const {log, files, summary} of steps) {
    const shown = log.replaceAll(/^::add-mask::.*$/gm, '')
    for (const token of Object.values(TOKENS))
      assert.ok(![shown, summary, ...Object.values(files)].some((text) => text.includes(token)))
  }
}
