import assert from 'node:assert/strict'

import type {EngineEvent} from '@aws-stack/core'

import {createScreen, type Screen} from '../testing/screen.fixture.js'
import {createLines} from './lines.js'
import {createTtyReporter} from './tty.js'

const image = {kind: 'image', name: 'server'} as const
const step = '[2/3] RUN make'

function reporterOn(terminal: Screen, verbose = false) {
  return createTtyReporter({stream: terminal, lines: createLines({verbose}), verbose, fitted: (text) => text})
}

const started: EngineEvent = {type: 'run.started', verb: 'deploy', app: 'vast', stage: 'dev', nodes: [image]}
const building: EngineEvent = {type: 'node.started', node: image, action: 'build'}
const finished: EngineEvent = {type: 'node.finished', node: image, changed: true, ms: 3000}

describe('the terminal reporter', () => {
  it('draws over its own lines, and leaves the last of them standing', async () => {
    const terminal = createScreen()
    const reporter = reporterOn(terminal)

    reporter.report(started)
    reporter.say('a note')
    reporter.report(building)
    reporter.say('another')
    reporter.report(finished)
    reporter.rest()

    assert.deepEqual(await terminal.lines(), ['a note', 'another', '✔ image server  built  3.0 s'])
  })

  it('keeps warnings above the live lines', async () => {
    const terminal = createScreen()
    const reporter = reporterOn(terminal)

    reporter.report(started)
    reporter.report({type: 'warning', code: 'X', message: 'another run was faster'})
    reporter.rest()

    assert.deepEqual(await terminal.lines(), ['warning: another run was faster', '· image server  waiting'])
  })

  it('keeps why a node failed above the live lines', async () => {
    const terminal = createScreen()
    const reporter = reporterOn(terminal)

    reporter.report(started)
    reporter.report({type: 'node.failed', node: image, message: 'make: no rule', ms: 3000})
    reporter.rest()

    assert.deepEqual(await terminal.lines(), [
      'image server: failed (3.0 s): make: no rule',
      '✘ image server  failed  3.0 s',
    ])
  })

  it('shows the log of a failed step without --verbose', async () => {
    const terminal = createScreen()
    const reporter = reporterOn(terminal)

    reporter.report(started)
    reporter.report({type: 'image.progress', node: image, progress: {phase: 'log', step, line: 'main.c:1: error'}})
    reporter.report({type: 'image.progress', node: image, progress: {phase: 'build', step, state: 'failed'}})
    reporter.rest()

    assert.deepEqual((await terminal.lines()).slice(0, 2), ['image server: [2/3] RUN make failed', '  main.c:1: error'])
  })

  it('shows the log as it comes with --verbose', async () => {
    const terminal = createScreen()
    const reporter = reporterOn(terminal, true)

    reporter.report({type: 'image.progress', node: image, progress: {phase: 'log', step, line: 'cc main.c'}})
    reporter.rest()

    assert.equal((await terminal.lines())[0], 'image server: cc main.c')
  })

  it('leaves no trace of its lines after the terminal was made narrow, and wide again', async () => {
    const terminal = createScreen()
    const reporter = reporterOn(terminal)
    reporter.report(started)
    reporter.say('note')

    await terminal.resize(10, 24)
    reporter.say('narrow')
    await terminal.resize(60, 24)
    reporter.say('wide')
    reporter.rest()

    assert.deepEqual(await terminal.lines(), ['note', 'narrow', 'wide', '· image server  waiting'])
  })

  it('shows a planning under way, and clears it away', async () => {
    const terminal = createScreen()
    const reporter = reporterOn(terminal)

    reporter.report({type: 'plan.started', app: 'vast', stage: 'dev', region: 'eu-west-1'})
    reporter.say('a note')
    const during = await terminal.lines()
    reporter.rest()

    assert.deepEqual(during, ['a note', '· planning vast, stage dev, eu-west-1  0 s'])
    assert.deepEqual(await terminal.lines(), ['a note'])
  })

  it('goes on below what it has left standing', async () => {
    const terminal = createScreen()
    const reporter = reporterOn(terminal)
    reporter.report(started)
    reporter.rest()

    reporter.report(started)
    reporter.report(finished)
    reporter.rest()

    assert.deepEqual(await terminal.lines(), ['· image server  waiting', '✔ image server  unchanged  3.0 s'])
  })
})
