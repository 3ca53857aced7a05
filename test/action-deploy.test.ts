import assert from 'node:assert/strict'
import {mkdir, mkdtemp, readFile, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import type {DeployResult, PlanResult} from '@aws-stack/core'

import {resultOf, stepOn, workspaceWith, writesIn} from './fixtures/action-step.js'
import {localAws, type LocalAws} from './fixtures/local-aws.js'
import type {EndedStep} from './fixtures/runner.js'

const PARTS = ['registry', 'network', 'server', 'client']

describe('the action, on the local AWS', function () {
  this.timeout(600_000)
  let local: LocalAws

  before(function () {
    local = localAws(this)
  })

  /** A stage and a block of its own for each: they share the account and the peered VPC. */
  const vast = (verb: string, stage: string, block: number) =>
    `vast:${verb} --stage ${stage} --cidr 10.96.${block}.0/24`
  const remove = async (stage: string) => {
    const {code, log} = await stepOn(local, `vast:destroy --stage ${stage} --force`)
    assert.equal(code, 0, log)
  }

  describe('deploys VAST', () => {
    let first: EndedStep
    let second: EndedStep
    let written: string[]

    before(async () => {
      first = await stepOn(local, vast('deploy', 'acted', 0), {inputs: {'output-prefix': 'vast-'}})
      await local.forgetRequests()
      second = await stepOn(local, vast('deploy', 'acted', 0))
      written = await writesIn(local)
    })

    after(() => remove('acted'))

    it('and hands the document of --json to the steps after it', () => {
      assert.equal(first.code, 0, first.log)
      const {stacks, images, changed} = resultOf<DeployResult>(first)
      assert.deepEqual(stacks.map(({part}) => part).toSorted(), PARTS.toSorted())
      assert.ok(stacks.every(({status}) => status === 'CREATE_COMPLETE'))
      assert.ok(images.every(({built, pushed}) => built && pushed))
      assert.equal(changed, true)
      assert.deepEqual([first.outputs['changed'], first.outputs['exit-code']], ['true', '0'])
    })

    it('and hands on every stack output, by part and by name', () => {
      const byPart = JSON.parse(first.outputs['outputs'] ?? '') as Record<string, Record<string, string>>
      assert.deepEqual(Object.keys(byPart).toSorted(), PARTS.toSorted())
      assert.match(byPart['network']?.['VpcId'] ?? '', /^vpc-/)
      assert.equal(first.outputs['vast-VpcId'], byPart['network']?.['VpcId'])
      assert.equal(first.outputs['VpcId'], undefined)
    })

    it('and writes the result to the file that the output names', async () => {
      const text = await readFile(first.outputs['result-file'] ?? '', 'utf8')

      assert.deepEqual(JSON.parse(text), resultOf(first))
    })

    it('and writes nothing the second time', () => {
      assert.equal(second.code, 0, second.log)
      assert.equal(second.outputs['changed'], 'false')
      assert.equal(resultOf<DeployResult>(second).changed, false)
      assert.deepEqual(written, [])
    })
  })

  it('runs several commands in order, and gives their documents as a list', async () => {
    const command = `# what would be made, then it is\n${vast('plan', 'ordered', 1)} --part network\nvast:deploy \\\n --stage ordered \\\n --cidr 10.96.1.0/24 --part network`
    const step = await stepOn(local, command)
    await remove('ordered')

    assert.equal(step.code, 0, step.log)
    const [plan, deployed] = resultOf<[PlanResult, DeployResult]>(step)
    assert.deepEqual(
      plan.stacks.map(({part, action}) => [part, action]),
      [['network', 'create']],
    )
    assert.deepEqual(
      deployed.stacks.map(({part, status}) => [part, status]),
      [['network', 'CREATE_COMPLETE']],
    )
  })

  it('only plans with dry-run: nothing is written, and the number of changes is told', async () => {
    await local.forgetRequests()

    const step = await stepOn(local, `${vast('deploy', 'dry', 2)} --part network`, {inputs: {'dry-run': 'true'}})

    assert.equal(step.code, 0, step.log)
    const {stacks} = resultOf<PlanResult>(step)
    assert.equal(step.outputs['plan-changes'], String(stacks[0]?.changes.length))
    assert.equal(step.outputs['changed'], 'true')
    assert.deepEqual(await writesIn(local), [])
  })

  it('is green where a plan tells by its exit code that there are changes, and goes on', async () => {
    const command = `${vast('plan', 'coded', 5)} --part network --exit-code`

    const step = await stepOn(local, `${command}\n${command}`)

    assert.deepEqual([step.code, step.outputs['exit-code']], [0, '10'], step.log)
    assert.equal(resultOf<PlanResult[]>(step).length, 2)
  })

  it('takes stage and region from its inputs, and lets a flag in the command come first', async () => {
    const inputs = {stage: 'by-input', region: 'eu-west-1'}
    const command = `vast:plan --part network --cidr 10.96.3.0/24\nvast:plan --part network --cidr 10.96.3.0/24 --stage=by-flag`

    const step = await stepOn(local, command, {inputs, environment: {AWS_STACK_STAGE: 'by-variable'}})

    assert.equal(step.code, 0, step.log)
    assert.deepEqual(
      resultOf<PlanResult[]>(step).map(({stage, region}) => [stage, region]),
      [
        ['by-input', 'eu-west-1'],
        ['by-flag', 'eu-west-1'],
      ],
    )
  })

  it('finds settings and .env in the working directory', async () => {
    const workspace = await mkdtemp(join(tmpdir(), 'workspace-'))
    await mkdir(join(workspace, 'infra'))
    await writeFile(join(workspace, 'infra', 'aws-stack.yaml'), 'stage: from-file\nvast: {backup: off}\n')
    await writeFile(join(workspace, 'infra', '.env'), 'VAST_CIDR=10.96.77.0/24\n')

    const step = await stepOn(local, 'vast:plan --part network', {
      workspace,
      inputs: {'working-directory': 'infra'},
    })

    assert.equal(step.code, 0, step.log)
    assert.equal(resultOf<PlanResult>(step).stage, 'from-file')
    assert.doesNotMatch(step.log, /sample values for[^\n]*cidr/)
  })

  it('puts a plan of more than 3,000 changes into the result file, and its number into an output', async () => {
    const many = Array.from({length: 380}, (_, index) => [
      `events-of-team-${index}`,
      {kind: 'gateway', to: 'raw', access: 'key'},
    ])
    const pipeline = {sources: Object.fromEntries(many) as object, streams: {raw: {}}}
    const workspace = await workspaceWith({substation: {pipeline}})

    const step = await stepOn(local, 'substation:plan --stage many', {workspace})

    assert.equal(step.code, 0, step.log.slice(-2000))
    const {stacks} = JSON.parse(await readFile(step.outputs['result-file'] ?? '', 'utf8')) as PlanResult
    const changes = stacks.reduce((sum, {changes}) => sum + changes.length, 0)
    assert.ok(changes > 3000, String(changes))
    assert.ok(Number(step.outputs['plan-changes']) >= changes)
    assert.equal(step.outputs['result']?.length, 0)
    assert.match(step.log, /::warning::[^\n]*result-file/)
    assert.ok(Buffer.byteLength(step.files['GITHUB_OUTPUT'] ?? '') < 1024 * 1024)
    assert.ok(Buffer.byteLength(step.summary) <= 1024 * 1024)
  })
})
