import assert from 'node:assert/strict'

import type {PlanResult, RefusedChange} from '@aws-stack/core'

import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {pluginProject} from './fixtures/plugin-project.js'
import type {Finished, Project} from './fixtures/project.js'

const APP = `import {defineApp} from '@aws-stack/core'
import {z} from 'zod'
const file = (name) => new URL(name, import.meta.url).pathname
export const gate = defineApp({
  name: 'gate',
  title: 'Gate',
  settings: z.strictObject({
    queue: z.string().default('first').describe('Name of the queue.').meta({env: 'GATE_QUEUE'}),
    extras: z.array(z.enum(['topic'])).default([]).describe('Optional parts.'),
  }),
  images: [],
  stacks: [
    {part: 'queue', template: file('queue.yaml'), parameters: ({config}) => ({Name: config.queue})},
    {part: 'topic', template: file('topic.yaml'), optional: 'extras'},
  ],
})
`
const TEMPLATES = {
  'queue.yaml': `Parameters:
  Name: {Type: String}
Resources:
  Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub "gate-\${Name}"}}
`,
  'topic.yaml': 'Resources:\n  Topic: {Type: AWS::SNS::Topic}\n',
}

interface Refused {
  readonly error: {
    readonly code: string
    readonly exitCode: number
    readonly message: string
    readonly suggestions: readonly string[]
    readonly details: {readonly changes: readonly RefusedChange[]; readonly plan: PlanResult}
  }
}

/** What would change something in the account; a change set that is deleted again is made by every plan. */
const CHANGES = /^(ExecuteChangeSet|CreateStack|UpdateStack|DeleteStack)$/

describe('--fail-on on the local AWS', function () {
  this.timeout(120_000)
  let local: LocalAws
  let user: Project

  before(async function () {
    local = localAws(this)
    user = await pluginProject({
      name: 'gate',
      app: APP,
      templates: TEMPLATES,
      verbs: ['deploy', 'plan', 'destroy'],
    })
    await user.write('aws-stack.yaml', 'gate:\n  extras: [topic]\n')
    const {code, stderr} = await gate('deploy', '--yes')
    assert.equal(code, 0, stderr)
    await user.write('aws-stack.yaml', '')
  })

  after(async () => {
    const {code, stderr} = await gate('destroy', '--yes', '--force')
    assert.equal(code, 0, stderr)
  })

  beforeEach(() => local.forgetRequests())

  function gate(verb: string, ...args: string[]): Promise<Finished> {
    return user.cli([`gate:${verb}`, '--local', '--stage', 'gated', ...args])
  }

  async function changesMade(): Promise<string[]> {
    return (await local.requests()).map(({operation}) => operation).filter((operation) => CHANGES.test(operation))
  }

  it('refuses a deploy that replaces before it changes anything, and tells the plan beside it', async () => {
    const {code, stdout} = await gate(
      'deploy',
      '--yes',
      '--force',
      '--queue',
      'second',
      '--fail-on',
      'replace',
      '--json',
    )

    const {error} = JSON.parse(stdout) as Refused
    assert.deepEqual([code, error.code, error.exitCode], [9, 'CHANGE_REFUSED', 9])
    assert.match(error.message, /queue\/Queue \(AWS::SQS::Queue\) would be replaced$/)
    assert.deepEqual(
      error.details.changes.map(({part, logicalId, change}) => [part, logicalId, change]),
      [['queue', 'Queue', 'replace']],
    )
    assert.equal(error.details.plan.changed, true)
    assert.deepEqual(error.suggestions, ['aws-stack gate:plan --local --stage gated'])
    assert.deepEqual(await changesMade(), [])
  })

  it('refuses a deploy that would delete a part, by the variable too', async () => {
    const {code, stdout} = await user.cli(
      ['gate:deploy', '--local', '--stage', 'gated', '--yes', '--force', '--json'],
      {
        AWS_STACK_FAIL_ON: 'replace, delete',
      },
    )

    const {error} = JSON.parse(stdout) as Refused
    assert.deepEqual([code, error.code], [9, 'CHANGE_REFUSED'])
    assert.match(
      error.message,
      /topic, the whole stack, would be deleted; topic\/Topic \(AWS::SNS::Topic\) would be deleted$/,
    )
    assert.deepEqual(await changesMade(), [])
  })

  for (const verb of [['plan'], ['deploy', '--dry-run']]) {
    it(`prints the plan of ${verb.join(' ')} first, then fails`, async () => {
      const {code, stdout, stderr} = await gate(...(verb as [string]), '--fail-on', 'delete')

      assert.equal(code, 9)
      assert.match(stdout, /^topic {2}gate-gated-topic {2}delete: the settings no longer name it$/m)
      assert.match(stderr, /Error: nothing was changed, as --fail-on delete asks: topic, the whole stack, would be/)
      assert.match(stderr, /code +CHANGE_REFUSED/)
    })
  }

  it('of a plan is one document beside --json: the error, with the plan in it', async () => {
    const {code, stdout} = await gate('plan', '--fail-on', 'delete', '--exit-code', '--json')

    const {error} = JSON.parse(stdout) as Refused
    assert.equal(code, 9)
    assert.deepEqual(
      error.details.plan.stacks.map(({part, action}) => [part, action]),
      [
        ['queue', 'none'],
        ['topic', 'delete'],
      ],
    )
  })

  it('lets pass what it does not name', async () => {
    const {code, stdout} = await gate('plan', '--fail-on', 'replace', '--json')

    assert.equal(code, 0)
    assert.equal((JSON.parse(stdout) as PlanResult).changed, true)
  })

  it('names a wrong value before anybody is asked', async () => {
    const flag = await gate('deploy', '--yes', '--fail-on', 'replace,destroy')
    const variable = await user.cli(['gate:plan', '--local'], {AWS_STACK_FAIL_ON: 'all'})

    assert.deepEqual([flag.code, variable.code], [2, 2])
    assert.match(flag.stderr, /--fail-on takes replace and delete, not "destroy"/)
    assert.match(variable.stderr, /--fail-on takes replace and delete, not "all"/)
    assert.deepEqual(await local.requests(), [])
  })

  it('is off where its variable is empty, and no gate where the flag is', async () => {
    const variable = await user.cli(['gate:plan', '--local', '--stage', 'gated'], {AWS_STACK_FAIL_ON: ''})
    const flag = await gate('plan', '--fail-on', '')

    assert.deepEqual([variable.code, flag.code], [0, 2], flag.stderr + variable.stderr)
  })
})
