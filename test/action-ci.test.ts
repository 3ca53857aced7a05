import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'

import {parse} from 'yaml'

import {localAws} from './fixtures/local-aws.js'
import {finished, root} from './fixtures/project.js'
import {type EndedStep, runStep} from './fixtures/runner.js'

interface UsesUs {
  readonly id: string
  readonly uses?: string
  readonly with: Readonly<Record<string, unknown>>
  readonly env: Readonly<Record<string, string>>
}

/** A copy of its own beside those of the other tests. */
const STAGE = {AWS_STACK_STAGE: 'ci', VAST_CIDR: '10.43.7.0/24'}

describe('the job of ci.yml that uses ./', function () {
  this.timeout(600_000)
  const runs: Record<string, EndedStep> = {}
  let environment: Readonly<Record<string, string>>

  before(async function () {
    localAws(this)
    environment = {...STAGE, AWS_STACK_LOCAL_FOLDER: process.env['AWS_STACK_LOCAL_FOLDER'] ?? ''}
    for (const step of stepsOfJob()) {
      const inputs = Object.fromEntries(Object.entries(step.with).map(([name, value]) => [name, String(value)]))
      runs[step.id] = await runStep({inputs, environment: {...step.env, ...environment}, workspace: root})
    }
  })

  after(async () => {
    const cli = join(root, 'node_modules', '.bin', 'aws-stack')
    for (const app of ['substation', 'vast']) {
      await finished(process.execPath, [cli, `${app}:destroy`, '--local', '--yes', '--force'], {environment})
    }
  })

  it('deploys VAST and Substation to the local AWS', () => {
    const {code, log, outputs} = runs['deploy'] ?? {}

    assert.equal(code, 0, log)
    assert.equal(outputs?.['changed'], 'true')
    const parts = Object.keys(JSON.parse(outputs['outputs'] ?? '{}') as object)
    // VAST's server, and a function of Substation's example.
    assert.ok(
      ['server', 'function-processor'].every((part) => parts.includes(part)),
      parts.join(),
    )
  })

  it('changes nothing the second time', () => {
    const {code, log, outputs} = runs['again'] ?? {}

    assert.equal(code, 0, log)
    assert.equal(outputs?.['changed'], 'false')
  })
})

function stepsOfJob(): UsesUs[] {
  const text = readFileSync(join(root, '.github', 'workflows', 'ci.yml'), 'utf8')
  const {jobs} = parse(text) as {jobs: {action: {steps: UsesUs[]}}}
  return jobs.action.steps.filter(({uses}) => uses === './')
}
