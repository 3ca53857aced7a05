import assert from 'node:assert/strict'

import {cancel, deploy, destroy, plan} from '@aws-stack/core'
import {STACK_STATES, type StackStateRow} from '@aws-stack/core/testing'
import {
  type Beat,
  findScenario,
  type Scenario,
  STACK_STATUSES,
  stackIn,
  type StackStatus,
} from '@aws-stack/local/scenarios'

import {failureOf, type Place, type Played, played} from './fixtures/played.js'
import {needsWitness, witnessed} from './fixtures/witness.js'

const STACK = 'vast-dev-network'
const YES = {yes: true, force: true}

const WORDS: Readonly<Record<string, string>> = {
  ContinueUpdateRollback: 'continueRollback',
  DeleteStack: 'delete',
  RollbackStack: 'rollback',
}

describe('a stack as AWS tells of it', function () {
  this.timeout(30_000)
  let run: Played | undefined
  afterEach(() => run?.aws.close())

  it('has one row for each state that there is', () => {
    assert.deepEqual(Object.keys(STACK_STATES).sort(), [...STACK_STATUSES].sort())
  })

  for (const status of STACK_STATUSES) {
    const row = STACK_STATES[status] as StackStateRow
    describe(`in ${status}`, () => {
      beforeEach(
        async () => void (run = await played(scenarioOf(status, row), {speed: row.ending === undefined ? 1000 : 150})),
      )

      it(`is planned: ${row.plan}`, async () => {
        const {app, settings, ctx, aws, writes} = run as Played
        const actions: string[] = []

        const failure = await failureOf(
          plan(app, settings, {}, ctx).then(({stacks}) => void actions.push(...stacks.map(({action}) => action))),
        )

        assert.equal([...waits(run), ...actions, ...(failure ? [failure.code] : [])].join(' '), row.plan)
        assert.deepEqual(writes(), [])
        assert.equal(times(aws, 'DeleteChangeSet'), times(aws, 'CreateChangeSet'), 'a change set is left behind')
      })

      it(`is deployed: ${row.deploy}`, async () => {
        const {app, settings, ctx} = run as Played

        const failure = await failureOf(deploy(app, settings, YES, ctx))

        const now = await ctx.cloudFormation.describe(STACK)
        const words = asked(run, now?.status === 'CREATE_COMPLETE' ? 'create' : 'update')
        assert.equal([...words, ...(failure ? [failure.code] : [])].join(' '), row.deploy)
        assert.match(now?.status ?? '', failure ? new RegExp(`^${status}$`) : /^(CREATE|UPDATE)_COMPLETE$/)
      })

      it(`is destroyed: ${row.destroy || 'nothing to do'}`, async () => {
        const {app, settings, ctx} = run as Played

        await destroy(app, settings, YES, ctx)

        assert.equal(asked(run, 'execute').join(' '), row.destroy)
        assert.equal(await ctx.cloudFormation.describe(STACK), undefined)
      })

      it(`is cancelled: ${row.cancel || 'nothing runs'}`, async () => {
        const {app, settings, ctx, writes} = run as Played

        const {stacks} = await cancel(app, settings, {}, ctx)

        assert.deepEqual(
          stacks.map(({how, status}) => [how, status]),
          row.cancel ? [[row.cancel, CANCELLED[row.cancel] ?? (row.ending || 'DELETE_COMPLETE')]] : [],
        )
        assert.deepEqual(writes(), CANCELS[row.cancel] ?? [])
      })
    })
  }
})

describe('a stack that is not free to be changed', function () {
  this.timeout(30_000)
  let run: Played
  afterEach(() => run.aws.close())

  const begin = async (scenario: Scenario, options: Parameters<typeof played>[1] = {}) =>
    (run = await played(scenario, options))

  it('is protected against deletion: it is updated, but not deleted', async () => {
    const {app, settings, ctx, writes} = await begin(findScenario('protected-stack') as Scenario)

    const refused = await failureOf(destroy(app, settings, YES, ctx))
    await deploy(app, settings, YES, ctx)

    assert.equal(refused?.code, 'STACK_STATE')
    assert.match(refused?.message ?? '', /vast-dev-network is protected against deletion/)
    assert.match(refused?.suggestions[0] ?? '', /update-termination-protection --no-enable-termination-protection/)
    assert.deepEqual(writes(), [`ExecuteChangeSet ${STACK}`])
  })

  it('is protected and would have to be replaced: neither plan nor deploy touches it', async () => {
    const {app, settings, ctx, writes} = await begin(having('ROLLBACK_COMPLETE', {terminationProtection: true}))

    const codes = [await failureOf(plan(app, settings, {}, ctx)), await failureOf(deploy(app, settings, YES, ctx))]

    assert.deepEqual(
      codes.map((failure) => failure?.code),
      ['STACK_STATE', 'STACK_STATE'],
    )
    assert.deepEqual(writes(), [])
  })

  for (const [what, scene, message] of [
    [
      'nested in another',
      {parent: 'their-root'},
      /vast-dev-network is nested in their-root, which alone may change it/,
    ],
    ['of somebody else', {tags: {}}, /vast-dev-network was made by something else: it lacks the tags/],
  ] as const) {
    for (const status of ['CREATE_COMPLETE', 'UPDATE_IN_PROGRESS'] as const) {
      it(`is ${what} and in ${status}: no verb touches it`, async () => {
        const {app, settings, ctx, writes} = await begin(having(status, scene))

        const failures = [
          await failureOf(plan(app, settings, {}, ctx)),
          await failureOf(deploy(app, settings, YES, ctx)),
          await failureOf(destroy(app, settings, YES, ctx)),
          // What is at rest has nothing to cancel, whoever it belongs to.
          ...(status === 'UPDATE_IN_PROGRESS' ? [await failureOf(cancel(app, settings, {}, ctx))] : []),
        ]

        for (const failure of failures) {
          assert.equal(failure?.code, 'STACK_NOT_OURS')
          assert.match(failure?.message ?? '', message)
        }
        assert.deepEqual(writes(), [])
      })
    }
  }

  it('is busy for longer than anybody wants to wait: what runs, since when and who began it is said', async () => {
    const token = 'aws-stack-1700000000000-0a1b2c3d-4-by-alice-laptop'
    const beganAt = -600_000
    const scenario = having('UPDATE_IN_PROGRESS', {
      updatedAt: beganAt,
      events: [{at: beganAt, status: 'UPDATE_IN_PROGRESS', token}],
    })
    const before = Date.now()
    const {app, settings, ctx, writes} = await begin({...scenario, plays: []}, {speed: 1, waitForLockMs: 300})

    const failures = [
      await failureOf(plan(app, settings, {}, ctx)),
      await failureOf(deploy(app, settings, YES, ctx)),
      await failureOf(destroy(app, settings, YES, ctx)),
    ]

    for (const failure of failures) {
      assert.equal(failure?.code, 'BUSY')
      assert.match(
        failure?.message ?? '',
        /^vast-dev-network is UPDATE_IN_PROGRESS.* since \S+, started by aws-stack of alice-laptop$/,
      )
      const {since, startedBy} = failure?.details as {since: string; startedBy: string}
      assert.equal(startedBy, 'aws-stack of alice-laptop')
      assert.ok(Math.abs(Date.parse(since) - (before + beganAt)) < 5000, since)
      assert.deepEqual(failure?.suggestions, ['aws-stack vast:attach', 'aws-stack vast:cancel'])
    }
    assert.equal(ctx.host.of('stack.waiting').length, 3)
    assert.deepEqual(writes(), [])
  })

  it('is left where its rollback failed: what is skipped reaches CloudFormation, and no other resource', async () => {
    const {app, settings, ctx, writes} = await begin(ROLLBACK_STUCK)

    const stuck = await failureOf(deploy(app, settings, YES, ctx))
    const wrong = await failureOf(deploy(app, settings, {...YES, skip: ['NatAdress']}, ctx))
    const before = writes().length
    await deploy(app, settings, {...YES, skip: ['NatGateway', 'ResourceOfAnotherPart']}, ctx)

    assert.equal(stuck?.code, 'STACK_STATE')
    assert.match(stuck?.suggestions.join() ?? '', /vast:deploy --skip-resource NatGateway/)
    assert.equal(wrong?.code, 'UNKNOWN_RESOURCE')
    assert.match(wrong?.message ?? '', /names NatAdress, but vast-dev-network failed to roll back NatGateway/)
    assert.deepEqual(writes().slice(before), [`ContinueUpdateRollback ${STACK}`, `ExecuteChangeSet ${STACK}`])
  })

  it('could not be deleted: what is retained stays, the stack goes', async () => {
    const {app, settings, ctx, writes} = await begin(DELETION_STUCK)

    const stuck = await failureOf(destroy(app, settings, YES, ctx))
    await destroy(app, settings, {...YES, retain: ['Vpc', 'ResourceOfAnotherPart']}, ctx)

    assert.equal(stuck?.code, 'STACK_FAILED')
    assert.match(stuck?.message ?? '', /it stopped at Vpc: .*has dependencies/)
    assert.ok(stuck?.suggestions.includes('aws-stack vast:destroy --retain-resource Vpc'), stuck?.suggestions.join())
    assert.deepEqual(writes(), [`DeleteStack ${STACK}`, `DeleteStack ${STACK}`])
    assert.equal(await ctx.cloudFormation.describe(STACK), undefined)
  })
})

describe('the aws CLI, which knows nothing of us', function () {
  this.timeout(60_000)
  let run: Played
  before(function () {
    needsWitness(this)
  })
  afterEach(() => run.aws.close())

  for (const [status, work, after] of [
    ['UPDATE_ROLLBACK_FAILED', deploy, 'UPDATE_COMPLETE'],
    ['ROLLBACK_COMPLETE', deploy, 'CREATE_COMPLETE'],
    ['REVIEW_IN_PROGRESS', deploy, 'CREATE_COMPLETE'],
    ['DELETE_FAILED', destroy, undefined],
  ] as const) {
    it(`reads ${status} before, and ${after ?? 'no stack'} after ${work.name}`, async () => {
      run = await played(scenarioOf(status, STACK_STATES[status] as StackStateRow))
      const {app, settings, ctx, aws} = run

      const before = await witnessed(aws, STACK)
      await work(app, settings, YES, ctx)

      assert.deepEqual([before, await witnessed(aws, STACK)], [status, after])
    })
  }
})

/** What `cancel` asks for, and where that leads. */
const CANCELS: Readonly<Record<string, string[]>> = {
  deletes: [`DeleteStack ${STACK}`],
  'rolls-back': [`CancelUpdateStack ${STACK}`],
}
const CANCELLED: Readonly<Record<string, string>> = {
  deletes: 'DELETE_COMPLETE',
  'rolls-back': 'UPDATE_ROLLBACK_COMPLETE',
}

/** The stack in the state, and an execution that touches the VPC. */
function scenarioOf(status: StackStatus, {deploy}: StackStateRow): Scenario {
  const scenario = stackIn(status)
  const verb = deploy.endsWith('create') ? 'CREATE' : 'UPDATE'
  const vpc = {do: 'resource', logicalId: 'Vpc', type: 'AWS::EC2::VPC'} as const
  const beats: Beat[] = [
    {at: 0, do: 'stack', status: `${verb}_IN_PROGRESS`, reason: 'User Initiated'},
    {at: 1000, ...vpc, status: `${verb}_IN_PROGRESS`},
    {at: 4000, ...vpc, status: `${verb}_COMPLETE`},
    {at: 5000, do: 'stack', status: `${verb}_COMPLETE`},
  ]
  return {...scenario, plays: [...scenario.plays, {on: {operation: 'ExecuteChangeSet', stack: STACK}, beats}]}
}

function waits(run: Place | undefined): string[] {
  return run?.ctx.host.of('stack.waiting').map(() => 'wait') ?? []
}

function asked(run: Played | undefined, execution: string): string[] {
  const writes = run?.writes().map((write) => WORDS[write.split(' ')[0] ?? ''] ?? execution)
  return [...waits(run), ...(writes ?? [])]
}

function times(aws: Played['aws'], operation: string): number {
  return aws.calls().filter((call) => call.operation === operation && call.status === 200).length
}

/** The network in a state, with something special about it. */
function having(status: StackStatus, more: Partial<NonNullable<Scenario['stacks']>[number]>): Scenario {
  const scenario = stackIn(status)
  const root = {name: 'their-root', status: 'CREATE_COMPLETE'}
  return {...scenario, stacks: [root, ...(scenario.stacks ?? []).map((stack) => ({...stack, ...more}))]}
}

const NAT_GATEWAY = {do: 'resource', logicalId: 'NatGateway', type: 'AWS::EC2::NatGateway'} as const
const VPC = {do: 'resource', logicalId: 'Vpc', type: 'AWS::EC2::VPC'} as const

/** The NAT gateway cannot be taken back; skipping it is what helps. */
const ROLLBACK_STUCK: Scenario = {
  ...having('UPDATE_ROLLBACK_FAILED', {
    resources: [
      {logicalId: 'Vpc', type: 'AWS::EC2::VPC'},
      {logicalId: 'NatGateway', type: 'AWS::EC2::NatGateway', status: 'UPDATE_FAILED'},
    ],
  }),
  plays: [
    {
      on: {operation: 'ContinueUpdateRollback', stack: STACK, resources: ['NatGateway']},
      beats: [
        {at: 0, do: 'stack', status: 'UPDATE_ROLLBACK_IN_PROGRESS', reason: 'User Initiated'},
        {at: 3000, ...NAT_GATEWAY, status: 'UPDATE_COMPLETE'},
        {at: 5000, do: 'stack', status: 'UPDATE_ROLLBACK_COMPLETE'},
      ],
    },
    {
      on: {operation: 'ContinueUpdateRollback', stack: STACK},
      beats: [
        {at: 0, do: 'stack', status: 'UPDATE_ROLLBACK_IN_PROGRESS', reason: 'User Initiated'},
        {at: 3000, ...NAT_GATEWAY, status: 'UPDATE_FAILED', reason: 'The gateway does not exist'},
        {
          at: 5000,
          do: 'stack',
          status: 'UPDATE_ROLLBACK_FAILED',
          reason: 'The following resource(s) failed to update: [NatGateway]. ',
        },
      ],
    },
  ],
}

/** Somebody else has put something into the VPC. */
const DELETION_STUCK: Scenario = {
  ...having('CREATE_COMPLETE', {}),
  plays: [
    {
      on: {operation: 'DeleteStack', stack: STACK, resources: ['Vpc']},
      beats: [
        {at: 0, do: 'stack', status: 'DELETE_IN_PROGRESS', reason: 'User Initiated'},
        {at: 1000, ...VPC, status: 'DELETE_SKIPPED'},
        {at: 2000, do: 'stack', status: 'DELETE_COMPLETE'},
      ],
    },
    {
      on: {operation: 'DeleteStack', stack: STACK},
      beats: [
        {at: 0, do: 'stack', status: 'DELETE_IN_PROGRESS', reason: 'User Initiated'},
        {
          at: 1000,
          ...VPC,
          status: 'DELETE_FAILED',
          reason: "The vpc 'vpc-0a1b2c3d4e5f60718' has dependencies and cannot be deleted.",
        },
        {
          at: 2000,
          do: 'stack',
          status: 'DELETE_FAILED',
          reason: 'The following resource(s) failed to delete: [Vpc]. ',
        },
      ],
    },
  ],
}
