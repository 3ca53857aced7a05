import assert from 'node:assert/strict'

import {type Cause, StackError} from '@aws-stack/core'
import * as fc from 'fast-check'

import type {Inputs} from '../inputs.js'
import type {CommandRun} from '../run.js'
import {commandRun, deployed, nodeRun, places, plan, runOf} from '../testing/sample-run.fixture.js'
import {formatSummary} from './format-summary.js'

const MIB = 1024 * 1024

describe('formatSummary', () => {
  it('says first what came of it', () => {
    const done = commandRun({verb: 'deploy', result: deployed})

    const [headline, , context] = formatSummary(runOf(done), {places}).split('\n')

    assert.equal(headline, '## ✓ vast dev deployed')
    assert.match(context ?? '', /^<code>aws-stack vast&#58;deploy --stage dev<\/code>/)
    assert.match(context ?? '', /1 min 05 s/)
  })

  const HEADLINES: [
    name: string,
    command: {[Key in keyof CommandRun]?: CommandRun[Key] | undefined},
    headline: string,
  ][] = [
    ['a deploy of what is there', {verb: 'deploy', result: {...deployed, changed: false}}, '✓ vast dev: no change'],
    ['a plan', {id: 'vast:plan', plan, result: plan}, '± vast dev: would change 2'],
    ['a plan of what is there', {plan: {...plan, changed: false}}, '✓ vast dev: no change'],
    ['a destroy', {id: 'vast:destroy', verb: 'destroy', result: {changed: true}}, '✓ vast dev destroyed'],
    ['another command', {id: 'vast:status'}, '✓ vast dev: status done'],
    [
      'a look at what is there',
      {id: 'vast:status', app: undefined, result: {app: 'vast', stage: 'dev'}},
      '✓ vast dev: status done',
    ],
    ['a command of no app', {id: 'doctor', app: undefined}, '✓ doctor done'],
    [
      'a deploy that nobody waits for',
      {verb: 'deploy', result: {...deployed, stacks: [{...deployed.stacks[0], status: 'UPDATE_IN_PROGRESS'}]}},
      '✓ vast dev: deploy begun, it goes on at AWS',
    ],
    ['a failure', {verb: 'deploy', error: new StackError('STACK_FAILED', 'x')}, '✗ vast dev: deploy failed'],
    ['a time-out', {verb: 'deploy', error: new StackError('TIMED_OUT', 'x')}, '✗ vast dev: deploy timed out'],
    ['a cancelled run', {error: new StackError('CANCELLED', 'x')}, '✗ vast dev: deploy cancelled'],
    ['a refused change', {error: new StackError('CHANGE_REFUSED', 'x')}, '✗ vast dev: deploy refused'],
    ['a bug', {error: new TypeError('x is undefined')}, '✗ vast dev: deploy failed'],
  ]
  for (const [name, command, headline] of HEADLINES) {
    it(`calls ${name} ${JSON.stringify(headline)}`, () => {
      assert.equal(
        formatSummary(runOf(commandRun(command as Partial<CommandRun>)), {places}).split('\n')[0],
        `## ${headline}`,
      )
    })
  }

  it('has the root cause before all that followed from it', () => {
    const error = new StackError('STACK_FAILED', 'x', {
      details: {cause, status: 'ROLLBACK_COMPLETE'},
      suggestions: ['aws-stack vast:why --stage dev'],
    })
    const failed = commandRun({verb: 'deploy', error, plan, nodes: [nodeRun({state: 'failed', message: 'x'})]})

    const text = formatSummary(runOf(failed), {places})

    const order = ['no room', 'There is no room', 'Service', 'aws-stack vast:why', 'exit 1', 'Storage', 'What changed']
    const found = order.map((part) => text.indexOf(part))
    assert.ok(!found.includes(-1), `${order[found.indexOf(-1)]} is missing`)
    assert.deepEqual(
      found,
      found.toSorted((one, other) => one - other),
    )
    assert.match(text, /\]\(https:\/\/github\.com\/acme\/pipeline\/blob\/ffac\w+\/templates\/server\.yaml#L41\)/)
  })

  it('says what goes on at AWS after a time-out, and how to follow it', () => {
    const error = new StackError('TIMED_OUT', 'the time limit is reached', {
      details: {goesOn: ['server']},
      suggestions: ['aws-stack vast:attach --stage dev'],
    })
    const nodes = [nodeRun({node: {kind: 'stack', name: 'server'}, state: 'cancelled', left: true})]

    const text = formatSummary(runOf(commandRun({verb: 'deploy', error, nodes})), {places})

    assert.match(text, /\*\*It goes on at AWS:\*\* <code>server<\/code>\. Follow it/)
    assert.match(text, /```sh\naws-stack vast:attach --stage dev\n```/)
    assert.match(text, /… goes on at AWS/)
  })

  it('has what failed first of several commands, and those that were not begun', () => {
    const first = commandRun({id: 'vast:plan', plan, result: plan})
    const second = commandRun({error: new StackError('STACK_FAILED', 'no room')})
    const run = runOf(first, second)
    run.inputs = {command: [['vast:plan'], ['vast:deploy'], ['vast:status', '--json']]} as unknown as Inputs

    const text = formatSummary(run, {places})

    assert.match(text, /^# ✗ 1 of 2 commands failed\n/)
    assert.ok(text.indexOf('## ✗ vast dev: deploy failed') < text.indexOf('## ± vast dev'))
    assert.match(text, /^Not begun: <code>vast&#58;status --json<\/code>\.$/m)
  })

  it('tells why nothing could be begun', () => {
    const run = runOf()
    run.error = new StackError('INPUT_INVALID', 'the input stage is wrong: "X"')
    run.inputs = {command: [['vast:deploy']]} as unknown as Inputs

    const text = formatSummary(run, {places})

    assert.match(text, /^## ✗ aws-stack failed\n\n```\nthe input stage is wrong: "X"\n```/)
    assert.match(text, /^Not begun: <code>vast&#58;deploy<\/code>\.$/m)
  })

  it('holds no secret', () => {
    const run = runOf(commandRun({argv: ['--password', 'hunter22'], error: new StackError('X', 'with hunter22')}))
    run.secrets.add('hunter22')

    assert.doesNotMatch(formatSummary(run, {places}), /hunter22/)
  })

  it('leaves out the least important first, and says so', () => {
    const big = {...plan, stacks: plan.stacks.map((stack) => ({...stack, changes: manyChanges(9000)}))}
    const command = commandRun({
      verb: 'deploy',
      result: deployed,
      plan: big,
      warnings: [{code: 'W', message: 'careful'}],
    })

    const text = formatSummary(runOf(command), {
      places,
      limit: 64 * 1024,
      diagrams: new Map([[command, 'flowchart LR']]),
    })

    assert.match(text, /✓ vast dev deployed/)
    assert.match(text, /careful/)
    assert.match(text, /Left out, for GitHub shows no summary above 1 MiB: plan of vast:deploy\. /)
  })

  it('is never larger than 1 MiB, and always has the result, whatever happened', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, {minLength: 1, maxLength: 4}), (commands) => {
        const summary = formatSummary(runOf(...commands.map(toCommand)), {places})

        assert.ok(Buffer.byteLength(summary) <= MIB)
        assert.equal(summary.match(/^## [✓✗±]/gm)?.length, commands.length)
      }),
      {numRuns: 20},
    )
  })
})

/** Named, so that a counterexample is short. */
const LONG: ReadonlyMap<string, string> = new Map([
  ['ticks', '`'.repeat(5000)],
  ['pipes', '|@#'.repeat(9000)],
  ['faces', '\u{1F600}'.repeat(70_000)],
  ['lines', 'x\n'.repeat(90_000)],
])

const anyText = fc.oneof(fc.string({unit: 'binary'}), fc.constantFrom(...LONG.keys(), '</details>'))
const anyCommand = fc.record({
  id: anyText,
  argv: fc.array(anyText, {maxLength: 3}),
  stage: anyText,
  failure: fc.option(fc.record({message: anyText, lines: fc.array(anyText, {maxLength: 5}), next: fc.array(anyText)})),
  nodes: fc.array(
    fc.record({
      node: fc.record({kind: fc.constantFrom('image', 'stack', 'config'), name: anyText}),
      state: fc.constantFrom('waiting', 'changed', 'unchanged', 'failed', 'cancelled', 'skipped'),
      startedAt: fc.nat(),
      endedAt: fc.nat(),
      message: anyText,
      resources: fc.array(
        fc.record({logicalId: anyText, type: anyText, status: anyText, startedAt: fc.nat(), endedAt: fc.nat()}),
        {maxLength: 3},
      ),
    }),
    {maxLength: 20},
  ),
  warnings: fc.array(fc.record({code: anyText, message: anyText}), {maxLength: 20}),
  outputs: fc.array(fc.tuple(anyText, anyText), {maxLength: 5}),
  changes: fc.nat({max: 3000}),
})

type AnyCommand = typeof anyCommand extends fc.Arbitrary<infer Told> ? Told : never

function toCommand(told: AnyCommand): CommandRun {
  const {failure, outputs, changes, ...rest} = expanded(told)
  const {message, lines = [], next} = failure ?? {}
  const evidence = lines.map((line) => ({title: line, lines}))
  const also = lines.map((reason) => ({...cause, reason}))
  const found = {...cause, reason: message, meaning: message, evidence, notLookedAt: lines, also}
  return commandRun({
    ...(rest as Partial<CommandRun>),
    ...(failure && {
      error: new StackError('STACK_FAILED', message ?? '', {details: {cause: found}, suggestions: next ?? []}),
    }),
    verb: 'deploy',
    plan: {...plan, stacks: plan.stacks.map((stack) => ({...stack, changes: manyChanges(changes)}))},
    result: {...deployed, stacks: deployed.stacks.map((stack) => ({...stack, outputs: Object.fromEntries(outputs)}))},
  })
}

function expanded<Value>(value: Value): Value {
  if (typeof value === 'string') return (LONG.get(value) ?? value) as Value
  if (Array.isArray(value)) return value.map(expanded) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, expanded(field)])) as Value
}

const cause: Cause = {
  stack: 'vast-dev-server',
  logicalId: 'Service',
  type: 'AWS::ECS::Service',
  status: 'CREATE_FAILED',
  reason: 'no room',
  meaning: 'there is no room',
  evidence: [{title: 'last lines of main', lines: ['exit 1']}],
  template: {file: '/work/space/templates/server.yaml', line: 41},
  folded: 2,
  also: [
    {
      stack: 'vast-dev-server',
      logicalId: 'Storage',
      type: 'AWS::EFS::FileSystem',
      status: 'CREATE_FAILED',
      reason: 'no',
    },
  ],
  notLookedAt: [],
  suggestions: [],
}

function manyChanges(count: number) {
  return Array.from({length: count}, (_, index) => ({
    logicalId: `Resource${index}`,
    type: 'AWS::SQS::Queue',
    action: 'add' as const,
    properties: [],
  }))
}
