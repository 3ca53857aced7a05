import assert from 'node:assert/strict'

import type {PlanResult, RefusedChange} from '@aws-stack/core'

import {resultOf, stepOn, workspaceWith, writesIn} from './fixtures/action-step.js'
import {localAws, type LocalAws} from './fixtures/local-aws.js'
import type {EndedStep} from './fixtures/runner.js'

interface Failed {
  readonly error: {
    readonly code: string
    readonly message: string
    readonly exitCode: number
    readonly suggestions: readonly string[]
    readonly details: {
      readonly changes?: readonly RefusedChange[]
      readonly plan?: PlanResult
      readonly cause?: {readonly logicalId: string; readonly reason: string}
    }
  }
}

const NETWORK = '--part network --cidr 10.97.0.0/24'

describe('a step that fails', function () {
  this.timeout(300_000)
  let local: LocalAws

  before(function () {
    local = localAws(this)
  })

  beforeEach(() => local.forgetRequests())
  afterEach(() => local.clearFaults())

  const remove = async (stage: string) => {
    const {code, log} = await stepOn(local, `vast:destroy --stage ${stage} --force`)
    assert.equal(code, 0, log)
  }

  /** The code of the step, the output, and the code of the error: what a later step can ask for. */
  const endOf = (step: EndedStep) => {
    assert.notEqual(step.code, 0, step.log)
    assert.equal(step.outputs['exit-code'], String(step.code))
    const result = resultOf<Failed | readonly Failed[]>(step)
    const {error} = [result].flat().at(-1) as Failed
    assert.equal(error.exitCode, step.code)
    assert.match(step.log, /^::error[^\n]*::/m)
    return error
  }

  describe('at a resource that AWS does not make', () => {
    let step: EndedStep

    before(async () => {
      const reason = 'the quota of VPCs is reached'
      await local.fail({stack: 'vast-failing-network', logicalId: 'Vpc', reason})
      step = await stepOn(local, `vast:deploy --stage failing ${NETWORK}\nvast:status --stage failing`)
    })

    after(() => remove('failing'))

    it('names the first cause in log, annotation and result', () => {
      const {code, message, details} = endOf(step)

      assert.deepEqual([step.code, code], [5, 'STACK_FAILED'])
      assert.match(message, /vast-failing-network failed at Vpc: the quota of VPCs is reached/)
      assert.equal(details.cause?.logicalId, 'Vpc')
      assert.match(step.log, /^::error [^\n]*::[^\n]*the quota of VPCs is reached/m)
    })

    it('does not run the commands after it, and says so in the summary', () => {
      assert.doesNotMatch(step.log, /stage failing, eu-west-1: not deployed|ROLLBACK_COMPLETE {2,}vast-failing/)
      assert.ok(!Array.isArray(JSON.parse(step.outputs['result'] ?? '[]')))
      assert.match(textOf(step.summary), /Not begun[^]*vast:status --stage failing/)
    })

    it('has the first cause in the summary before anything else that happened', () => {
      const summary = textOf(step.summary)

      assert.match(summary, /^#[^\n]*vast failing[^\n]*failed/)
      const cause = summary.indexOf('the quota of VPCs is reached')
      assert.ok(cause > 0 && cause < summary.indexOf('### '), summary.slice(0, 1000))
    })
  })

  it('keeps what the commands before it have given', async () => {
    const step = await stepOn(local, `vast:plan --stage kept ${NETWORK}\nvast:outputs --stage kept`)

    const [plan, failed] = resultOf<[{app: string}, Failed]>(step)
    assert.equal(step.code, 3)
    assert.deepEqual([plan.app, failed.error.code], ['vast', 'NOT_DEPLOYED'])
  })

  it('says the same where the command asks for --json', async () => {
    const flag = await stepOn(local, 'vast:outputs --stage unasked --json')
    const variable = await stepOn(local, 'vast:outputs --stage unasked', {environment: {AWS_STACK_JSON: 'true'}})

    for (const step of [flag, variable]) assert.deepEqual([step.code, endOf(step).code], [3, 'NOT_DEPLOYED'])
  })

  it('by its exit code alone still has the result', async () => {
    const step = await stepOn(local, 'doctor', {
      environment: {DOCKER_HOST: 'unix:///nowhere.sock', AWS_STACK_LOCAL: ''},
    })

    assert.deepEqual([step.code, step.outputs['exit-code']], [2, '2'])
    assert.equal(resultOf<{ok: boolean}>(step).ok, false)
    assert.match(step.log, /^::error[^\n]*doctor/m)
  })

  it('because nobody can be asked has changed nothing', async () => {
    const step = await stepOn(local, `vast:deploy --stage unasked ${NETWORK}`, {inputs: {confirm: 'false'}})

    assert.deepEqual([step.code, endOf(step).code], [9, 'NO_TERMINAL'])
    assert.equal(step.outputs['changed'], 'false')
    assert.deepEqual(await writesIn(local), [])
  })

  describe('at a gate', () => {
    const PARTS = '--stage gated --part bootstrap --part table-hosts'
    const withTable = (hosts?: object) => {
      const sinks = {state: {kind: 'dynamodb', from: 'raw', table: 'hosts'}}
      return workspaceWith({substation: {pipeline: {streams: {raw: {}}, ...(hosts && {sinks, tables: {hosts}})}}})
    }

    before(async () => {
      const workspace = await withTable({sortKey: 'SK'})
      const {code, log} = await stepOn(local, `substation:deploy ${PARTS}`, {workspace})
      assert.equal(code, 0, log)
    })

    after(async () => {
      const {code, log} = await stepOn(local, 'substation:destroy --stage gated --force')
      assert.equal(code, 0, log)
    })

    it('refuses to delete before anything happens, also what may be lost by --force', async () => {
      const step = await stepOn(local, `substation:deploy ${PARTS} --force`, {
        workspace: await withTable(),
        inputs: {'fail-on': 'delete'},
      })

      const {code, details} = endOf(step)
      assert.deepEqual([step.code, code], [9, 'CHANGE_REFUSED'])
      assert.deepEqual(
        details.changes?.map(({part, logicalId, type}) => [part, logicalId, type]),
        [
          ['table-hosts', undefined, 'AWS::CloudFormation::Stack'],
          ['table-hosts', 'Items', 'AWS::DynamoDB::Table'],
        ],
      )
      assert.deepEqual(await writesIn(local), [])
    })

    it('refuses to replace, of a plan too, which is in the log, and in the result with its changes', async () => {
      const step = await stepOn(local, `substation:plan ${PARTS}`, {
        workspace: await withTable({}),
        inputs: {'fail-on': 'replace, delete'},
      })

      const {code, message, details} = endOf(step)
      assert.deepEqual([step.code, code], [9, 'CHANGE_REFUSED'])
      assert.match(
        message,
        /as --fail-on replace,delete asks: table-hosts\/Items \(AWS::DynamoDB::Table\) would be repl/,
      )
      assert.match(step.log, /Items +AWS::DynamoDB::Table +CloudFormation will replace it/)
      assert.equal(details.plan?.stacks[1]?.changes[0]?.replacement, 'True')
      assert.equal(step.outputs['plan-changes'], '1')
    })

    it('loses no data although the questions are answered with yes', async () => {
      const step = await stepOn(local, `substation:deploy ${PARTS}`, {workspace: await withTable()})

      assert.deepEqual([step.code, endOf(step).code], [9, 'DATA_LOSS'])
      assert.deepEqual(await writesIn(local), [])
    })

    it('does not stand open where no command knows it', async () => {
      const step = await stepOn(local, 'vast:status', {inputs: {'fail-on': 'delete'}})

      const {code, message} = endOf(step)
      assert.deepEqual([step.code, code], [2, 'INPUT_INVALID'])
      assert.match(message, /the input fail-on has no effect on vast:status/)
      assert.deepEqual(await local.requests(), [])
    })
  })

  describe('before it begins', () => {
    const refused = async (command: string, inputs: Readonly<Record<string, string>> = {}) => {
      const step = await stepOn(local, command, {inputs})
      assert.deepEqual(await local.requests(), [])
      return {step, error: endOf(step)}
    }

    it('names every input that is wrong, with its value', async () => {
      const inputs = {confirm: 'maybe', 'fail-on': 'destroy', 'allowed-account-ids': '12'}

      const {step, error} = await refused('vast:status', inputs)

      assert.deepEqual([step.code, error.code], [2, 'INPUT_INVALID'])
      for (const [input, value] of Object.entries(inputs))
        assert.match(error.message, new RegExp(`the input ${input} [^;]*: "${value}"`))
    })

    it('names a command that does not exist, also where it would come second', async () => {
      const {step, error} = await refused(`vast:deploy --stage never ${NETWORK}\nvast:deplyo`)

      assert.equal(step.code, 2)
      assert.match(error.message, /vast:deplyo/)
    })

    it('names a plugin that does not exist', async () => {
      const {step, error} = await refused('vast:status', {plugins: 'no-such-plugin'})

      assert.equal(step.code, 2)
      assert.match(error.message, /no-such-plugin/)
    })

    it('names a flag that the command does not have', async () => {
      const {step, error} = await refused('vast:deploy --no-such-flag')

      assert.deepEqual([step.code, error.code], [2, 'USAGE'])
      assert.match(error.message, /--no-such-flag/)
    })

    it('says that a command is needed', async () => {
      const {step, error} = await refused('# nothing\n')

      assert.deepEqual([step.code, error.code], [2, 'INPUT_INVALID'])
      assert.match(error.message, /the input command names no command/)
    })
  })
})

/** As a reader sees it: what would be Markdown is written as entities. */
function textOf(markdown: string): string {
  return markdown.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
}
