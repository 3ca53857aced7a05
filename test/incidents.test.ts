import assert from 'node:assert/strict'
import {readFile} from 'node:fs/promises'
import {join} from 'node:path'

import {attach, cancel, deploy, destroy, plan} from '@aws-stack/core'
import {type Effect, findScenario, type Play, type Scenario, stackIn} from '@aws-stack/local/scenarios'

import {failureOf, type Place, type Played, played, type PlayedOptions, soon} from './fixtures/played.js'
import {root} from './fixtures/project.js'
import {
  at,
  creatingBoth,
  executing,
  keys,
  late,
  loading,
  LONG_CREATION,
  LONG_UPDATE,
  NETWORK,
  scene,
  SERVER,
  SLOW_UPDATE,
  story,
  UPDATE,
  updating,
  VALIDATION_FAILED,
  VPC,
  VPC_TEMPLATE,
} from './fixtures/stories.js'

const YES = {yes: true, force: true}
const LATE = 'Vpc UPDATE_COMPLETE'

const QUOTES = ["'", '"', '`']

/** Incidents of tools like this one that concern images and stacks, and the tests that keep them from us. */
const INCIDENTS: readonly {readonly incident: string; readonly in: string; readonly tests: readonly string[]}[] = [
  {
    incident: 'the first look after an execution still says REVIEW_IN_PROGRESS (aws-cdk-cli#1802)',
    in: 'plugins/core/src/aws/incidents.test.ts',
    tests: [
      'does not end while the stack is told as REVIEW_IN_PROGRESS, the state before (aws-cdk-cli#1802)',
      'does not end when the stack is told as it was before the operation',
    ],
  },
  {
    incident: 'a throttle of the last look (aws-cdk-cli#1777), or while a change set is waited for',
    in: 'plugins/core/src/aws/create-change-set.test.ts',
    tests: ['survives throttles while it is waited for, however many'],
  },
  {
    incident: 'a job is cancelled during the wait',
    in: 'test/cancel.test.ts',
    tests: [
      'deletes the change set that is being made, and leaves no stack behind',
      '${signal} deletes the stack that is being created, shows it to its end, and leaves with ${code}',
      'cancels the update that is under way: what was, runs on',
      'sent twice leaves at once, with the line that follows what goes on',
      'aborts a build',
      'aborts a push, and nothing is in the repository',
    ],
  },
  {
    incident: 'a job is killed during the wait',
    in: 'plugins/core/src/verbs/deploy-killed.test.ts',
    tests: ['at any event, and run again, ends as one that was not', 'while it updates ends as one that was not'],
  },
  {
    incident: 'what was done is not what was asked for',
    in: 'plugins/core/src/verbs/deploy.test.ts',
    tests: ['judges by the stack, not by the last event that was seen'],
  },
  {
    incident: 'the key of a cache misses an input (aws-cdk#38112)',
    in: 'plugins/core/src/planning/plan-properties.test.ts',
    tests: ['is another one for any byte of an image that changes'],
  },
  {
    incident: 'the key of a cache misses an input (aws-cdk#38112)',
    in: 'plugins/core/src/docker/fingerprint.test.ts',
    tests: ['changes with ${what}', 'tells no target from an empty one'],
  },
  {
    incident: 'two runs push one immutable tag',
    in: 'plugins/core/src/verbs/deploy.test.ts',
    tests: ['uses the image of another run that pushed the same tag first, and says so'],
  },
  {
    incident: 'two runs push one immutable tag; there is no repository',
    in: 'plugins/core/src/docker/push.test.ts',
    tests: ['says that another run pushed the immutable tag first', 'says that there is no such repository'],
  },
  {
    incident: 'the token of the registry ends in a long push',
    in: 'plugins/core/src/docker/push-failed.test.ts',
    tests: ['denied: Your authorization token has expired. Reauthenticate and try again.'],
  },
  {
    incident: 'an SSO session is over at the start; the account is another one',
    in: 'test/access.test.ts',
    tests: [
      'is an SSO session that is over: the command that begins a new one is named',
      'is the wrong account: vast:${verb} says so before it calls anything else',
    ],
  },
  {
    incident: 'each state that a stack can be in',
    in: 'test/stack-states.test.ts',
    tests: ['has one row for each state that there is', 'is deployed: ${row.deploy}'],
  },
  {
    incident: 'a NoEcho parameter is in a diff, an error, the output of a child',
    in: 'test/masking.test.ts',
    tests: ['is seen in no output of deploy, plan and a failure, neither the new value nor the one before'],
  },
  {
    incident: 'a list has a second page',
    in: 'plugins/core/src/aws/ecr.test.ts',
    tests: ['lists all pages, newest first, one line for each tag'],
  },
  {
    incident: 'a list has a second page',
    in: 'plugins/core/src/aws/ecs.test.ts',
    tests: ['tells the tasks of all pages, why they stopped and how each container ended'],
  },
  {
    incident: 'a list has a second page',
    in: 'plugins/core/src/aws/watch-stack.test.ts',
    tests: ['are found on older pages, also when new ones shift the pages'],
  },
  {
    incident: 'there is no Docker engine',
    in: 'plugins/core/src/docker/docker-engine.test.ts',
    tests: ['says that nobody listens', 'says that what answers is no Docker engine'],
  },
  {
    incident: 'the Docker engine dies in the middle; a build prints secrets of its arguments',
    in: 'plugins/core/src/docker/build.test.ts',
    tests: ['says that the engine was lost', 'never tells a secret'],
  },
  {
    incident: 'the Docker engine dies in the middle of a push',
    in: 'plugins/core/src/docker/engine-dies.test.ts',
    tests: ['is named as lost, after what it had told, and is not asked again'],
  },
  {
    incident: 'the disk of the Docker engine is full',
    in: 'plugins/core/src/docker/build-failed.test.ts',
    tests: ['says how to free the disk of the engine where that is full, in the words ${what}'],
  },
  {
    incident: 'the disk of the Docker engine is full',
    in: 'plugins/core/src/docker/push-failed.test.ts',
    tests: ['says how to free the disk of the engine where that is full'],
  },
  {
    incident: 'the clock is wrong; DNS fails for minutes',
    in: 'plugins/core/src/aws/create-service.test.ts',
    tests: [
      "is made again by AWS's clock when that of this machine is wrong",
      'waits out an outage of minutes where there were answers before',
    ],
  },
  {
    incident: 'the clock is wrong; a proxy answers with a page of its own',
    in: 'plugins/core/src/aws/aws-error.test.ts',
    tests: [
      'a clock that goes wrong',
      'an HTML page instead of XML',
      'an HTML page instead of JSON',
      'an HTML failure',
    ],
  },
  {
    incident: 'the laptop sleeps during a wait; events come again, in another order, with one time for two operations',
    in: 'plugins/core/src/aws/incidents.test.ts',
    tests: [
      'goes on where the machine slept for a night',
      'tells an event once that is repeated on one page and on the next reading',
      'ends with its own end, also when that is listed below earlier events',
      'keeps two operations apart that have the same timestamp',
    ],
  },
]

describe('the incidents that are told elsewhere', () => {
  for (const {incident, in: file, tests} of INCIDENTS) {
    it(`have their tests: ${incident} (${file})`, async () => {
      const text = await readFile(join(root, file), 'utf8')

      for (const test of tests)
        assert.ok(
          QUOTES.some((quote) => text.includes(`${quote}${test}${quote}`)),
          `${file} has no test "${test}"`,
        )
    })
  }
})

describe('what has happened to others, and does not happen to us', function () {
  this.timeout(30_000)
  let run: Played
  afterEach(() => run.aws.close())

  const begin = async (scenario: Scenario | string, options: PlayedOptions = {}): Promise<Played> => {
    const found = typeof scenario === 'string' ? findScenario(scenario) : scenario
    assert.ok(found, `there is no scenario ${JSON.stringify(scenario)}`)
    return (run = await played(found, options))
  }

  describe('reading the end of an operation', () => {
    it('a stack that is told as REVIEW_IN_PROGRESS after its execution is created all the same', async () => {
      const {app, settings, ctx} = await begin('stale-review', {speed: 50})

      const {stacks} = await deploy(app, settings, YES, ctx)

      assert.deepEqual(statuses(stacks), ['CREATE_COMPLETE'])
    })

    for (const kind of ['throttle', 'server-error', 'reset', 'html'] as const) {
      it(`the last looks at an update are answered by ${kind}: it has succeeded`, async () => {
        const trouble = (operation: string): Effect => ({do: 'trouble', kind, operation, times: 2})
        const ending = [at(9_000, trouble('DescribeStackEvents')), at(9_000, trouble('DescribeStacks'))]
        const {app, settings, ctx} = await begin(updating([...UPDATE, ...ending]))

        const {stacks} = await deploy(app, settings, YES, ctx)

        assert.deepEqual(statuses(stacks), ['UPDATE_COMPLETE'])
        assert.ok(ctx.host.of('retried').length >= 2)
      })

      it(`a change set is waited for through ${kind}`, async () => {
        const trouble = at(0, {do: 'trouble', kind, operation: 'DescribeChangeSet', times: 2})
        const {app, settings, ctx, aws} = await begin({
          ...updating(UPDATE),
          plays: [...updating(UPDATE).plays, loading([trouble])],
        })

        await deploy(app, settings, YES, ctx)

        // One to plan, one to execute: neither is made again.
        assert.equal(times(aws, 'CreateChangeSet'), 2)
        assert.equal(times(aws, 'ExecuteChangeSet'), 1)
      })
    }

    it('events that come late, twice, and with the time of another operation are told once each', async () => {
      const {app, settings, ctx} = await begin('disorderly-events', {speed: 20})

      const {stacks} = await deploy(app, settings, YES, ctx)

      assert.deepEqual(statuses(stacks), ['UPDATE_COMPLETE'])
      // An event of a resource that comes only after the end of the stack is not waited for.
      const [late, punctual] = [true, false].map((is) => told(ctx).filter((one) => (one === LATE) === is))
      assert.ok((late?.length ?? 0) <= 1)
      assert.deepEqual(punctual?.sort(), [
        'NatGateway UPDATE_COMPLETE',
        'NatGateway UPDATE_IN_PROGRESS',
        'Vpc UPDATE_IN_PROGRESS',
        'vast-dev-network UPDATE_COMPLETE',
        'vast-dev-network UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
        'vast-dev-network UPDATE_IN_PROGRESS',
      ])
    })

    it('a network that is gone for a minute, 500s, cut connections and a page of HTML change no result', async () => {
      const {app, settings, ctx} = await begin('rainy-day', {speed: 50, parts: ['server']})

      const {stacks} = await deploy(app, settings, YES, ctx)

      assert.deepEqual(statuses(stacks), ['UPDATE_COMPLETE'])
      assert.ok(ctx.host.of('retried').length > 0)
    })
  })

  describe('cancelling', () => {
    for (const [what, scenario] of [
      ['an update', (plays: Play[]): Scenario => ({...updating(UPDATE), plays: [...updating(UPDATE).plays, ...plays]})],
      ['a creation', (plays: Play[]): Scenario => ({...creatingBoth(), plays: [...creatingBoth().plays, ...plays]})],
    ] as const) {
      it(`${what} between "change set created" and "executed" executes nothing and leaves nothing`, async () => {
        const slow = at(0, {do: 'trouble', kind: 'slow', operation: 'DescribeStackEvents', ms: 60_000})
        const {app, settings, ctx, controller, aws, writes} = await begin(scenario([loading([slow])]))
        const before = await ctx.cloudFormation.describe(NETWORK)

        const failure = failureOf(deploy(app, settings, YES, ctx))
        await soon(() => aws.calls().some(({operation}) => operation === 'DescribeStackEvents'))
        controller.abort('SIGINT')

        assert.equal((await failure)?.code, 'CANCELLED')
        assert.equal(times(aws, 'ExecuteChangeSet'), 0)
        assert.equal(times(aws, 'DeleteChangeSet'), times(aws, 'CreateChangeSet'))
        assert.deepEqual(writes(), before ? [] : [`DeleteStack ${NETWORK}`])
        const {cloudFormation} = run.another().ctx
        await soon(async () => (await cloudFormation.describe(NETWORK))?.status === before?.status)
      })
    }

    it('while the execution is on its way cancels what it has begun', async () => {
      const slow = at(0, {do: 'trouble', kind: 'slow', operation: 'ExecuteChangeSet', ms: 60_000})
      const scenario = {...updating(LONG_UPDATE), plays: [...updating(LONG_UPDATE).plays, loading([slow])]}
      const {app, settings, ctx, controller, aws, writes} = await begin(scenario)

      const failure = failureOf(deploy(app, settings, YES, ctx))
      await soon(() => aws.calls().some(({operation}) => operation === 'ExecuteChangeSet'))
      controller.abort('SIGINT')

      assert.equal((await failure)?.code, 'CANCELLED')
      assert.deepEqual(writes(), [`ExecuteChangeSet ${NETWORK}`, `CancelUpdateStack ${NETWORK}`])
      const now = await run.another().ctx.cloudFormation.describe(NETWORK)
      assert.equal(now?.status, 'UPDATE_ROLLBACK_COMPLETE')
    })

    it('between two stacks begins no other: what is done stays', async () => {
      const {app, settings, ctx, controller, aws, writes} = await begin(creatingBoth(), {parts: ['network', 'server']})
      whenDone(ctx, 'network', () => controller.abort('SIGINT'))

      const failure = await failureOf(deploy(app, settings, YES, ctx))

      assert.equal(failure?.code, 'CANCELLED')
      assert.deepEqual(writes(), [`ExecuteChangeSet ${NETWORK}`])
      assert.ok(aws.calls().every(({operation, stack}) => operation !== 'CreateChangeSet' || stack === NETWORK))
      assert.deepEqual(
        ctx.host.of('node.skipped').map(({node}) => node.name),
        ['server'],
      )
    })

    for (const [status, first, then] of [
      ['ROLLBACK_COMPLETE', 'DeleteStack', undefined],
      ['UPDATE_FAILED', 'RollbackStack', 'UPDATE_ROLLBACK_COMPLETE'],
      ['UPDATE_ROLLBACK_FAILED', 'ContinueUpdateRollback', 'UPDATE_ROLLBACK_COMPLETE'],
    ] as const) {
      it(`while a stack in ${status} is made ready shows that to its end, and goes no further`, async () => {
        const {app, settings, ctx, controller, another, writes} = await begin(stackIn(status))

        const failure = failureOf(deploy(app, settings, YES, ctx))
        await soon(() => writes().length > 0)
        controller.abort('SIGINT')

        assert.equal((await failure)?.code, 'CANCELLED')
        assert.deepEqual(writes(), [`${first} ${NETWORK}`])
        assert.equal((await another().ctx.cloudFormation.describe(NETWORK))?.status, then)
      })
    }

    it('a plan leaves no change set behind', async () => {
      const slow = at(0, {do: 'trouble', kind: 'slow', operation: 'DescribeChangeSet', ms: 60_000, times: 1})
      const scenario = updating(UPDATE)
      const {app, settings, ctx, controller, aws} = await begin({
        ...scenario,
        plays: [...scenario.plays, loading([slow])],
      })

      const failure = failureOf(plan(app, settings, {}, ctx))
      await soon(() => aws.calls().some(({operation}) => operation === 'DescribeChangeSet'))
      controller.abort('SIGINT')

      assert.equal((await failure)?.code, 'CANCELLED')
      assert.deepEqual([times(aws, 'CreateChangeSet'), times(aws, 'DeleteChangeSet')], [1, 1])
    })
  })

  describe('two runs in the same moment', () => {
    for (const [what, scenario, writes] of [
      ['both create', creatingBoth(), [`ExecuteChangeSet ${NETWORK}`]],
      ['both update', updating(UPDATE), [`ExecuteChangeSet ${NETWORK}`]],
    ] as const) {
      it(`${what}: one does it, the other finds it done, and both end well`, async () => {
        const {app, settings, ctx, another, ...played} = await begin(scenario, {speed: 50})
        const other = another('bob@desk')

        const results = await Promise.all([deploy(app, settings, YES, ctx), deploy(app, settings, YES, other.ctx)])

        for (const {stacks} of results) assert.match(statuses(stacks).join(), /^(CREATE|UPDATE)_COMPLETE$/)
        assert.deepEqual(results.map(({changed}) => changed).sort(), [false, true])
        assert.deepEqual(played.writes(), writes)
      })
    }

    it('the stack was made while the change set to make it was on its way: it is updated', async () => {
      const {app, settings, ctx, another, aws} = await begin(late('CreateChangeSet', creatingBoth()))

      const slow = deploy(app, settings, YES, ctx)
      await soon(() => aws.calls().some(({operation}) => operation === 'CreateChangeSet'))
      const fast = await deploy(app, settings, YES, another().ctx)

      assert.deepEqual(statuses(fast.stacks), ['CREATE_COMPLETE'])
      assert.deepEqual(statuses((await slow).stacks), ['CREATE_COMPLETE'])
      assert.equal((await slow).changed, false)
      assert.equal(refusals(aws, 'CreateChangeSet'), 1)
    })

    it('the stack is being updated when the change set comes ("can not be updated"): it waits for its turn', async () => {
      const {app, settings, ctx, another, aws, writes} = await begin(late('CreateChangeSet', updating(SLOW_UPDATE)))

      const slow = deploy(app, settings, YES, ctx)
      await soon(() => aws.calls().some(({operation}) => operation === 'CreateChangeSet'))
      const fast = deploy(app, settings, YES, another('bob@desk').ctx)

      assert.deepEqual(statuses((await fast).stacks), ['UPDATE_COMPLETE'])
      assert.deepEqual(statuses((await slow).stacks), ['UPDATE_COMPLETE'])
      assert.equal(refusals(aws, 'CreateChangeSet'), 1)
      assert.match(ctx.host.of('stack.waiting')[0]?.startedBy ?? '', /aws-stack of bob-desk/)
      assert.deepEqual(writes(), [`ExecuteChangeSet ${NETWORK}`])
    })

    it('the change set is worthless when it is to be executed: it looks again at what the other has made', async () => {
      const {app, settings, ctx, another, aws, writes} = await begin(
        late('ExecuteChangeSet', updating(UPDATE), 400_000), // the other is done by then, on a slow machine too
      )

      const slow = deploy(app, settings, YES, ctx)
      await soon(() => aws.calls().some(({operation}) => operation === 'ExecuteChangeSet'))
      const fast = await deploy(app, settings, YES, another().ctx)

      assert.deepEqual(statuses(fast.stacks), ['UPDATE_COMPLETE'])
      assert.equal((await slow).changed, false)
      assert.equal(refusals(aws, 'ExecuteChangeSet'), 1)
      assert.deepEqual(writes(), [`ExecuteChangeSet ${NETWORK}`])
    })

    it('the stack is deleted by somebody else while it is created: the run fails, and begins no other', async () => {
      const {app, settings, ctx, another, writes} = await begin(
        {...creatingBoth(), plays: [executing(NETWORK, LONG_CREATION)]},
        {parts: ['network', 'server']},
      )

      const failure = failureOf(deploy(app, settings, YES, ctx))
      await soon(() => told(ctx).includes('Vpc CREATE_IN_PROGRESS'))
      const {stacks} = await cancel(app, settings, {}, another().ctx)

      assert.deepEqual(statuses(stacks), ['DELETE_COMPLETE'])
      assert.equal((await failure)?.code, 'STACK_FAILED')
      assert.match((await failure)?.message ?? '', /vast-dev-network/)
      assert.deepEqual(writes(), [`ExecuteChangeSet ${NETWORK}`, `DeleteStack ${NETWORK}`])
    })

    it('both destroy: the stack is deleted once, and both end well', async () => {
      const {app, settings, ctx, another} = await begin(stackIn('CREATE_COMPLETE'), {speed: 50})
      const {id = ''} = (await ctx.cloudFormation.describe(NETWORK)) ?? {}

      await Promise.all([destroy(app, settings, YES, ctx), destroy(app, settings, YES, another().ctx)])

      const {cloudFormation} = another().ctx
      assert.equal(await cloudFormation.describe(NETWORK), undefined)
      const deletions: string[] = []
      for await (const {status} of cloudFormation.history(id)) if (status.startsWith('DELETE')) deletions.push(status)
      assert.equal(deletions.filter((status) => status === 'DELETE_IN_PROGRESS').length, 1)
    })

    it('one creates, the other destroys when that is done: the first says what became of its stack', async () => {
      const {app, settings, ctx, another, writes} = await begin(creatingBoth(), {speed: 50})

      const made = failureOf(deploy(app, settings, YES, ctx))
      await soon(() => writes().length > 0)
      const other = another()
      await destroy(app, settings, YES, other.ctx)

      const failure = await made
      if (failure)
        assert.match(failure.message, /^vast-dev-network (was deployed, but is DELETE_IN_PROGRESS now|is gone): /)
      assert.equal(other.ctx.host.of('stack.waiting').length, 1)
      assert.deepEqual(writes(), [`ExecuteChangeSet ${NETWORK}`, `DeleteStack ${NETWORK}`])
      assert.equal(await other.ctx.cloudFormation.describe(NETWORK), undefined)
    })

    it('the stack is replaced by another of its name while it is waited for: that one is looked at', async () => {
      const {app, settings, ctx, another, aws} = await begin(creatingBoth(), {speed: 50})
      const other = another()
      await deploy(app, settings, YES, other.ctx)
      const first = await other.ctx.cloudFormation.describe(NETWORK)

      const replaced = destroy(app, settings, YES, other.ctx).then(() => deploy(app, settings, YES, another().ctx))
      await soon(() => aws.calls().some(({operation, status}) => operation === 'DeleteStack' && status === 200))
      const {stacks} = await deploy(app, settings, YES, ctx)
      await replaced

      const now = await another().ctx.cloudFormation.describe(NETWORK)
      assert.equal(ctx.host.of('stack.waiting')[0]?.status, 'DELETE_IN_PROGRESS')
      assert.deepEqual(statuses(stacks), ['CREATE_COMPLETE'])
      assert.equal(now?.status, 'CREATE_COMPLETE')
      assert.notEqual(now?.id, first?.id)
    })
  })

  describe('credentials that expire in the middle', () => {
    it('end the run, not the operation: it says so, names attach, and attach follows it to its end', async () => {
      const {app, settings, ctx, another, aws, writes} = await begin('credentials-expire', {
        speed: 50,
        parts: ['server'],
      })

      const failure = await failureOf(deploy(app, settings, YES, ctx))
      await soon(() => aws.now() > 80_000 + executedAt(aws))
      const {stacks} = await attach(app, settings, {}, another().ctx)

      assert.equal(failure?.code, 'CREDENTIALS_EXPIRED')
      assert.match(failure?.message ?? '', /vast-dev-server goes on at AWS$/)
      assert.ok(failure?.suggestions.includes('aws-stack vast:attach'), failure?.suggestions.join())
      assert.deepEqual(statuses(stacks), ['UPDATE_COMPLETE'])
      assert.deepEqual(writes(), [`ExecuteChangeSet ${SERVER}`])
    })
  })

  describe('what is sent to CloudFormation', () => {
    it('is every value of a parameter as it is: commas, equals signs, lines, quotes', async () => {
      const parameters = {
        List: 'a,b,,c',
        Equation: 'Key=Value=="x"',
        Lines: 'one\ntwo\r\n\tthree\n',
        Quotes: `it's "quoted" \\ \`so\` & <b>`,
        Letters: 'Grüße, 日本 🚀',
        Empty: '',
      }
      const {app, settings, ctx, another} = await begin(creatingBoth(), {
        parameters,
        templates: {network: `Parameters:\n${keys(parameters)}${VPC_TEMPLATE}`},
      })

      await deploy(app, settings, YES, ctx)
      const second = await deploy(app, settings, YES, another().ctx)

      assert.deepEqual((await ctx.cloudFormation.describe(NETWORK))?.parameters, parameters)
      assert.equal(second.changed, false)
    })

    it('is no template above 51,200 bytes, and nothing before it either', async () => {
      const large = `${VPC_TEMPLATE}# ${'x'.repeat(51_200)}\n`
      const {app, settings, ctx, writes} = await begin(creatingBoth(), {
        parts: ['network', 'server'],
        templates: {server: large},
      })

      const failures = [await failureOf(plan(app, settings, {}, ctx)), await failureOf(deploy(app, settings, YES, ctx))]

      for (const failure of failures) {
        assert.equal(failure?.code, 'TEMPLATE_TOO_LARGE')
        assert.match(
          failure?.message ?? '',
          /the template of vast-dev-server has \d+ bytes; CloudFormation takes 51200/,
        )
      }
      assert.deepEqual(writes(), [])
    })
  })

  describe('lists of more than one page', () => {
    it('are read whole: resources, events, changes', async () => {
      const subjects = Array.from({length: 250}, (_, index) => `Log${index + 1}`)
      const type = 'AWS::Logs::LogGroup'
      const resource = (logicalId: string, status: string): Effect => ({do: 'resource', logicalId, type, status})
      const beats = [
        at(0, {do: 'stack', status: 'UPDATE_IN_PROGRESS'}),
        ...subjects.map((id, index) => at(1_000 + index, resource(id, 'UPDATE_IN_PROGRESS'))),
        ...subjects.map((id, index) => at(2_000 + index, resource(id, 'UPDATE_COMPLETE'))),
        at(3_000, {do: 'stack', status: 'UPDATE_COMPLETE'}),
      ]
      const resources = subjects.map((logicalId) => ({logicalId, type}))
      const {app, settings, ctx} = await begin(
        story({
          stacks: [scene('network', {status: 'CREATE_COMPLETE', resources})],
          plays: [executing(NETWORK, beats)],
        }),
      )

      const planned = await plan(app, settings, {}, ctx)
      await deploy(app, settings, YES, ctx)

      assert.equal(planned.stacks[0]?.changes.length, 250)
      assert.equal((await ctx.cloudFormation.resources(NETWORK)).length, 250)
      assert.equal(told(ctx).filter((event) => event.startsWith('Log')).length, 500)
    })
  })

  describe('a change set', () => {
    for (const number of [1, 2, 3]) {
      it(`without changes, in CloudFormation's wording ${number}, is no failure and is deleted`, async () => {
        const {app, settings, ctx, aws} = await begin(`empty-change-set-${number}`)

        const {changed} = await deploy(app, settings, YES, ctx)

        assert.equal(changed, false)
        assert.equal(times(aws, 'ExecuteChangeSet'), 0)
        assert.equal(times(aws, 'DeleteChangeSet'), times(aws, 'CreateChangeSet'))
      })
    }

    it('that a validation warns of is executed', async () => {
      const {app, settings, ctx} = await begin('validation-warns')

      const planned = await plan(app, settings, {}, ctx)
      const {stacks} = await deploy(app, settings, YES, ctx)

      assert.deepEqual(
        planned.stacks[0]?.changes.map(({logicalId, action}) => [logicalId, action]),
        [['Flows', 'remove']],
      )
      assert.deepEqual(statuses(stacks), ['UPDATE_COMPLETE'])
    })

    it('that fails where the validation only warns keeps the reason of CloudFormation', async () => {
      const warns = findScenario('validation-warns')
      const beats = (warns?.plays[0]?.beats ?? []).map((beat) =>
        beat.do === 'change-set' && beat.status === 'CREATE_COMPLETE' ? at(beat.at, VALIDATION_FAILED) : beat,
      )
      const {app, settings, ctx, aws} = await begin({
        ...(warns as Scenario),
        plays: [{on: {operation: 'CreateChangeSet'}, beats}],
      })

      const failure = await failureOf(deploy(app, settings, YES, ctx))

      assert.equal(failure?.code, 'CHANGE_SET_FAILED')
      assert.match(failure?.message ?? '', /hook\(s\)\/validation failed: \[AWS::EarlyValidation/)
      assert.equal(times(aws, 'ExecuteChangeSet'), 0)
    })

    it('that fails in a validation says what is wrong, and leaves no stack behind', async () => {
      const {app, settings, ctx} = await begin('validation-fails', {parts: ['client']})

      const failure = await failureOf(deploy(app, settings, YES, ctx))

      assert.equal(failure?.code, 'CHANGE_SET_FAILED')
      assert.match(failure?.message ?? '', /Function: .*'vast-dev-client' already exists.*Properties\/FunctionName/)
      await soon(async () => (await ctx.cloudFormation.describe('vast-dev-client')) === undefined)
    })
  })

  describe('a function', () => {
    it('that is still being updated fails the stack with that reason, and the next deploy goes well', async () => {
      const reason =
        'Resource handler returned message: "The operation cannot be performed at this time. An update is in progress for resource: arn:aws:lambda:eu-west-1:123456789012:function:vast-dev-client" (HandlerErrorCode: ResourceConflict)'
      const failing = [
        ...UPDATE.slice(0, 2),
        at(3_000, {...VPC, status: 'UPDATE_FAILED', reason}),
        at(4_000, {do: 'stack', status: 'UPDATE_ROLLBACK_IN_PROGRESS', reason: 'failed: [Vpc]'}),
        at(6_000, {do: 'stack', status: 'UPDATE_ROLLBACK_COMPLETE'}),
      ]
      const {plays, ...scenario} = updating(UPDATE)
      const {app, settings, ctx, another} = await begin({
        ...scenario,
        plays: [{...executing(NETWORK, failing), times: 1}, ...plays],
      })

      const failure = await failureOf(deploy(app, settings, YES, ctx))
      const {stacks} = await deploy(app, settings, YES, another().ctx)

      assert.equal(failure?.code, 'STACK_FAILED')
      assert.match(failure?.message ?? '', /An update is in progress for resource/)
      assert.deepEqual(statuses(stacks), ['UPDATE_COMPLETE'])
    })
  })

  describe('the time', () => {
    it('that is over cancels nothing: the stack goes on, and attach sees its end', async () => {
      const {app, settings, ctx, another, controller, leaving, writes} = await begin(updating(SLOW_UPDATE))

      const failure = failureOf(deploy(app, settings, YES, ctx))
      await soon(() => told(ctx).includes('Vpc UPDATE_IN_PROGRESS'))
      leaving.abort('timeout')
      controller.abort('timeout')
      const {stacks} = await attach(app, settings, {}, another().ctx)

      assert.equal((await failure)?.code, 'TIMED_OUT')
      assert.match((await failure)?.message ?? '', /network goes on at AWS$/)
      assert.deepEqual((await failure)?.suggestions, ['aws-stack vast:attach'])
      assert.deepEqual(statuses(stacks), ['UPDATE_COMPLETE'])
      assert.deepEqual(writes(), [`ExecuteChangeSet ${NETWORK}`])
    })

    it('of the last stack is nobody’s with --no-wait, that of one that others need is waited for', async () => {
      const {app, settings, ctx, writes} = await begin(creatingBoth(), {parts: ['network', 'server'], speed: 30})

      const {stacks} = await deploy(app, settings, {...YES, wait: false}, ctx)

      assert.deepEqual(statuses(stacks), ['CREATE_COMPLETE', 'CREATE_IN_PROGRESS'])
      assert.deepEqual(writes(), [`ExecuteChangeSet ${NETWORK}`, `ExecuteChangeSet ${SERVER}`])
    })
  })
})

function statuses(stacks: readonly {status: string}[]): string[] {
  return stacks.map(({status}) => status)
}

function times(aws: Played['aws'], operation: string): number {
  return aws.calls().filter((call) => call.operation === operation && call.status === 200).length
}

function refusals(aws: Played['aws'], operation: string): number {
  return aws.calls().filter((call) => call.operation === operation && call.status === 400).length
}

function executedAt(aws: Played['aws']): number {
  return aws.calls().find(({operation}) => operation === 'ExecuteChangeSet')?.scenarioMs ?? 0
}

function told({host}: Place['ctx']): string[] {
  return host.of('stack.progress').map(({resource}) => `${resource.logicalId} ${resource.status}`)
}

/** In the moment in which a part is told to be done. */
function whenDone({host}: Place['ctx'], part: string, then: () => void): void {
  const notify = host.notify.bind(host)
  host.notify = (event) => {
    notify(event)
    if (event.type === 'node.finished' && event.node.name === part) then()
  }
}
