import assert from 'node:assert/strict'
import {readdir, readFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'

import {resultOf} from './fixtures/action-step.js'
import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {type EndedStep, runStep} from './fixtures/runner.js'

/** The key that calls are signed with is a secret. As the stage it is in every name that AWS makes, so in every output. */
const SECRET = 'k7q2w9x4m1z8r5t3'
const SPELLINGS = [SECRET, Buffer.from(SECRET).toString('base64'), Buffer.from(SECRET).toString('hex')]
const CIDR = '10.97.2.0/24'

describe('a secret in what the action handles', function () {
  this.timeout(300_000)
  let local: LocalAws

  before(function () {
    local = localAws(this)
  })

  afterEach(() => local.clearFaults())

  const step = (command: string, inputs: Readonly<Record<string, string>> = {}) =>
    runStep({
      inputs: {command, confirm: 'true', stage: SECRET, ...inputs},
      environment: {
        ...local.environment,
        AWS_SECRET_ACCESS_KEY: SECRET,
        VAST_CIDR: CIDR,
        VAST_PEERED_VPC_ID: local.state.sampleVpcs[local.state.region] ?? '',
      },
    })

  after(async () => {
    const {code, log} = await step('vast:destroy --force')
    assert.equal(code, 0, log)
  })

  it('is in no file and no line of a deploy, a failure and a table of outputs', async () => {
    const plan = await step('vast:plan --part registry --part network', {comment: 'always'})
    await local.fail({
      stack: `vast-${SECRET}-network`,
      logicalId: 'Vpc',
      reason: `no room for ${SPELLINGS.join(' or ')}`,
    })
    const failed = await step('vast:deploy --part registry --part network')
    const deployed = await step('vast:deploy --part registry --part network\nvast:outputs')

    assert.deepEqual([plan.code, failed.code, deployed.code], [0, 5, 0], plan.log + failed.log + deployed.log)
    for (const run of [plan, failed, deployed]) {
      const found = Object.entries(await leftBy(run)).filter(([, text]) => SPELLINGS.some((one) => text.includes(one)))
      assert.deepEqual(
        found.map(([name, text]) => `${name}: ${lineWith(text)}`),
        [],
      )
    }
  })

  it('is hidden in an output whose other words stay', async () => {
    const {outputs, code} = await step('vast:outputs')

    assert.equal(code, 0)
    assert.match(outputs['ServerRepositoryUri'] ?? '', /\/vast-\*{3,4}\/server$/)
  })

  it('is told to the runner before anything else is, so that later steps hide it too', async () => {
    const run = await step('vast:outputs')

    const lines = run.log.split('\n')
    assert.ok(
      lines.some((line) => line === `::add-mask::${SECRET}`),
      lines.slice(0, 5).join('\n'),
    )
    assert.ok(resultOf(run))
  })
})

/** All that a step leaves: what the log shows, the runner's files, and what lies in its folder of temporary files. */
async function leftBy({log, files, outputs}: EndedStep): Promise<Record<string, string>> {
  // The runner swallows these lines.
  const shown = log.replaceAll(/^::add-mask::.*$/gm, '')
  const folder = dirname(outputs['result-file'] ?? '')
  const entries = await readdir(folder, {recursive: true, withFileTypes: true})
  const kept = entries
    .filter((entry) => entry.isFile())
    .map(async ({parentPath, name}) => [name, await readFile(join(parentPath, name), 'utf8')] as const)
  // The stage, which is the secret here, is what the post step has to know; that no credential is there, the tests of identities say.
  const {GITHUB_STATE: _state, ...others} = files
  return {log: shown, ...others, ...Object.fromEntries(await Promise.all(kept))}
}

function lineWith(text: string): string {
  return text.split('\n').find((line) => SPELLINGS.some((one) => line.includes(one))) ?? ''
}
