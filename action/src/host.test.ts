import assert from 'node:assert/strict'

import {createSecrets, type EngineEvent, type PlanResult} from '@aws-stack/core'
import * as fc from 'fast-check'

import {createActionHost} from './host.js'
import {createLog} from './log.js'
import {type CommandRun, createRun} from './run.js'
import {commandsIn, groupsIn} from './testing/runner-commands.fixture.js'

const server = {kind: 'image', name: 'server'} as const
const network = {kind: 'stack', name: 'network'} as const

describe('createActionHost', () => {
  it('has a group for each phase, and the text between', () => {
    const {tell, reporter, text} = hosted()

    tell({type: 'plan.started', app: 'vast', stage: 'dev', region: 'eu-west-1'})
    tell({type: 'plan.finished', plan})
    tell({type: 'run.started', verb: 'deploy', app: 'vast', stage: 'dev', nodes: [network]})
    tell({type: 'node.started', node: network, action: 'create'})
    reporter.rest()
    reporter.say('done')

    assert.deepEqual(
      text()
        .replaceAll(/^\d\d:\d\d:\d\d /gm, '')
        .split('\n'),
      [
        '::group::planning vast dev',
        'planning vast, stage dev, eu-west-1',
        '::endgroup::',
        'plan: nothing to change',
        '::group::deploying vast dev',
        'deploy vast, stage dev: network',
        'network: creating',
        '::endgroup::',
        'done',
        '',
      ],
    )
  })

  it('shows the log of an image in a group of its own after the phase', () => {
    const {tell, reporter, text} = hosted()

    tell({type: 'run.started', verb: 'deploy', app: 'vast', stage: 'dev', nodes: [server]})
    tell({type: 'image.progress', node: server, progress: {phase: 'build', step: '[1/2] FROM x', state: 'started'}})
    tell({type: 'image.progress', node: server, progress: {phase: 'log', step: '[1/2] FROM x', line: '::error::hello'}})
    reporter.rest()

    assert.equal(groupsIn(text()), 2)
    assert.match(
      text(),
      /::endgroup::\n::group::build log of image server\n\[1\/2\] FROM x\n: :error::hello\n::endgroup::\n$/,
    )
  })

  it('keeps what the summary is made of', () => {
    const {tell, command} = hosted()

    tell({type: 'run.started', verb: 'deploy', app: 'vast', stage: 'dev', nodes: [server, network]})
    tell({type: 'node.started', node: network, action: 'update'})
    for (const status of ['UPDATE_IN_PROGRESS', 'UPDATE_FAILED', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE'])
      tell({
        type: 'stack.progress',
        node: network,
        stack: 'vast-dev-network',
        resource: {logicalId: 'Vpc', type: 'AWS::EC2::VPC', status, at: 5},
      })
    tell({type: 'node.failed', node: network, ms: 1, message: 'no'})
    tell({type: 'node.skipped', node: server, because: 'stack network'})

    assert.deepEqual(
      command.nodes.map(({node, state, message}) => [node.name, state, message]),
      [
        ['server', 'skipped', 'stack network'],
        ['network', 'failed', 'no'],
      ],
    )
    assert.deepEqual(
      command.nodes[1]?.resources.map(({status, endedAt}) => [status, endedAt]),
      [
        ['UPDATE_FAILED', 5],
        ['UPDATE_COMPLETE', 5],
      ],
    )
  })

  it('learns the secrets of each command, before they are told', () => {
    const {run, secrets, text} = hosted()

    secrets.add('hunter22')

    assert.equal(run.secrets.mask('is hunter22'), 'is ****')
    assert.equal(text(), '')
  })

  it('has its groups closed and no command of others, whatever is told and however it ends', () => {
    const foreign = fc.oneof(
      fc.constantFrom('::endgroup::', '::stop-commands::x', '##[endgroup]', '\n::group::x', '\r::add-mask::y'),
      fc.string({unit: 'binary'}),
    )
    const events = fc.array(
      fc.oneof(
        foreign.map((app): EngineEvent => ({type: 'plan.started', app, stage: 'dev', region: 'eu-west-1'})),
        fc.constant<EngineEvent>({type: 'plan.finished', plan}),
        foreign.map((app): EngineEvent => ({type: 'run.started', verb: 'deploy', app, stage: 'dev', nodes: [server]})),
        foreign.map((message): EngineEvent => ({type: 'node.failed', node: network, ms: 1, message})),
        foreign.map((message): EngineEvent => ({type: 'warning', code: 'X', message})),
        foreign.map((line): EngineEvent => ({type: 'transfer.said', line})),
        foreign.map((line): EngineEvent => ({
          type: 'image.progress',
          node: server,
          progress: {phase: 'log', step: 'x', line},
        })),
        foreign.map((step): EngineEvent => ({
          type: 'image.progress',
          node: server,
          progress: {phase: 'build', step, state: 'failed'},
        })),
        foreign,
      ),
    )
    fc.assert(
      fc.property(events, fc.boolean(), (told, verbose) => {
        const {tell, reporter, text} = hosted(verbose)
        for (const event of told) {
          if (typeof event === 'string') reporter.say(event)
          else tell(event)
        }
        reporter.rest()

        assert.notEqual(groupsIn(text()), undefined)
        assert.deepEqual(
          commandsIn(text()).filter((command) => !['group', 'endgroup'].includes(command)),
          [],
        )
      }),
    )
  })
})

const plan: PlanResult = {
  app: 'vast',
  stage: 'dev',
  region: 'eu-west-1',
  changed: false,
  images: [],
  stacks: [],
  configs: [],
  losses: [],
}

function hosted(verbose = false) {
  const pieces: string[] = []
  const run = createRun()
  const command: CommandRun = {id: 'vast:deploy', argv: [], startedAt: 0, exitCode: 0, nodes: [], warnings: []}
  run.commands.push(command)
  const secrets = createSecrets()
  const log = createLog((text) => pieces.push(text) > 0)
  const {signal} = new AbortController()
  const {host, reporter} = createActionHost(run, log).createHost({
    json: false,
    verbose,
    signal,
    secrets,
    environment: {},
  })
  return {
    run,
    command,
    secrets,
    reporter,
    tell: (event: EngineEvent) => host.notify(event),
    text: () => pieces.join(''),
  }
}
