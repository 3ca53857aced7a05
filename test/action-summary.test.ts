import assert from 'node:assert/strict'

import {stepOn} from './fixtures/action-step.js'
import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {type EndedStep, startStep} from './fixtures/runner.js'

const NETWORK = '--part network --cidr 10.96.0.0/24'

/** Its lines that the runner takes for commands of these names, in order. */
function commandsIn({log}: EndedStep, ...names: string[]): string[] {
  return log.split(/\r\n|\n|\r/).filter((line) => names.includes(/^\s*::([\w-]+)[^:]*::/.exec(line)?.[1] ?? ''))
}

function assertInOrder(text: string, parts: readonly (string | RegExp)[]): void {
  let from = 0
  for (const part of parts) {
    const found = typeof part === 'string' ? text.indexOf(part, from) : text.slice(from).search(part) + from
    assert.ok(found >= from, `${String(part)} is missing, or stands before what it comes after, in:\n${text}`)
    from = found
  }
}

describe('the log and the summary of a step', function () {
  this.timeout(300_000)
  let local: LocalAws

  before(function () {
    local = localAws(this)
  })

  afterEach(() => local.clearFaults())

  const remove = async (stage: string) => {
    const {code, log} = await stepOn(local, `vast:destroy --stage ${stage} --force`)
    assert.equal(code, 0, log)
  }

  describe('that fails', () => {
    let step: EndedStep
    // As an attacker would who can name a resource.
    const reason = 'The maximum number of addresses has been reached\n::set-output name=changed::false\n::endgroup::'

    before(async () => {
      await local.fail({stack: 'vast-told-network', logicalId: 'NatAddress', reason})
      step = await stepOn(local, `vast:deploy --stage told ${NETWORK}\nvast:status --stage told`)
      assert.equal(step.code, 5, step.log)
    })

    after(() => remove('told'))

    it('have the result first, the root cause next, then what followed from it', () => {
      assertInOrder(step.summary, [
        /^## ✗ vast told: deploy failed/,
        '<code>123456789012</code>',
        'The maximum number of addresses has been reached',
        'EC2-VPC Elastic IPs',
        'NatAddress',
        'network.yaml',
        'Run next:',
        'aws-stack vast:deploy --stage told',
        'Not begun: <code>vast&#58;status --stage told</code>',
        '### What changed',
        '✗ failed',
        'What was planned',
        '```mermaid\nflowchart LR',
      ])
    })

    it('have one annotation for it, with the place in its text: the template is none of the repository', () => {
      const [error = '', ...others] = commandsIn(step, 'error')

      assert.deepEqual(others, [])
      assert.match(error, /^::error title=STACK_FAILED%3A NatAddress of vast-told-network::The maximum number/)
      assert.match(error, /%0AAt: [^%]*network\.yaml:\d+/)
    })

    it('have a group for each phase, and no command that was smuggled in', () => {
      assert.deepEqual(commandsIn(step, 'group', 'endgroup'), [
        '::group::planning vast told',
        '::endgroup::',
        '::group::deploying vast told',
        '::endgroup::',
      ])
      assert.deepEqual(commandsIn(step, 'set-output'), [])
      assert.match(step.log, /: :set-output name=changed::false/)
    })
  })

  describe('that plans, deploys and destroys', () => {
    let step: EndedStep

    before(async () => {
      const lines = [`plan`, 'deploy', 'destroy --force'].map((verb) => `vast:${verb} --stage whole --part network`)
      step = await stepOn(local, lines.join('\n'), {environment: {VAST_CIDR: '10.96.1.0/24', FORCE_COLOR: '1'}})
      assert.equal(step.code, 0, step.log)
    })

    it('have a section for each, and the architecture once', () => {
      assertInOrder(step.summary, [
        /^# ✓ 3 commands done/,
        /## ± vast whole: would change \d+\n/,
        '## ✓ vast whole deployed',
        /stack <code>network<\/code> \| ✓ created \| [\d.]+ s \| <code>vast-whole-network<\/code>/,
        '<code>VpcId</code>',
        '```mermaid',
        '## ✓ vast whole destroyed',
        '✓ deleted',
      ])
      assert.equal(step.summary.split('```mermaid').length, 2)
    })

    it('have no colours, whoever asks for them', () => {
      assert.doesNotMatch(step.log + step.summary, /\u001B/)
    })
  })

  it('say what goes on at AWS after a time-out, and how to follow it', async () => {
    await local.delay({stack: 'vast-late-network', logicalId: 'Vpc', ms: 20_000})

    const step = await stepOn(local, `vast:deploy --stage late ${NETWORK.replace('96.0', '96.2')}`, {
      inputs: {timeout: '8s'},
    })

    assert.equal(step.code, 6, step.log)
    assertInOrder(step.summary, [
      /^## ✗ vast late: deploy timed out/,
      '**It goes on at AWS:** <code>network</code>',
      '```sh\naws-stack vast:attach --stage late',
      '… goes on at AWS',
    ])
    assert.match(commandsIn(step, 'error')[0] ?? '', /title=TIMED_OUT::.*Run: aws-stack vast:attach --stage late/)
    const {code, log} = await stepOn(local, 'vast:attach --stage late')
    assert.equal(code, 0, log)
    await remove('late')
  })

  it('say what became of what was cancelled', async () => {
    await local.delay({stack: 'vast-gone-network', logicalId: 'Vpc', ms: 60_000})
    const running = await startStep({
      inputs: {command: `vast:deploy --stage gone ${NETWORK.replace('96.0', '96.3')}`, confirm: 'true'},
      environment: {AWS_STACK_LOCAL: 'true', AWS_STACK_LOCAL_FOLDER: local.state.folder},
    })
    while (!running.log().includes('Vpc CREATE_IN_PROGRESS')) {
      assert.equal(running.process.exitCode, null, running.log())
      await new Promise((resolve) => setTimeout(resolve, 50))
    }

    running.process.kill('SIGINT')
    const step = await running.ended

    assert.equal(step.code, 130, step.log)
    assertInOrder(step.summary, [/^## ✗ vast gone: deploy cancelled/, '✗ cancelled, deleted again'])
    assert.deepEqual(commandsIn(step, 'error'), [])
    assert.equal(commandsIn(step, 'group').length, commandsIn(step, 'endgroup').length)
  })

  it('have none where it is not wanted', async () => {
    const {summary} = await stepOn(local, 'vast:status --stage nowhere', {inputs: {summary: 'false'}})

    assert.equal(summary, '')
  })
})
