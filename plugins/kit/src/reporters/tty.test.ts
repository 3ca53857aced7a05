import assert from 'node:assert/strict'

import type {EngineEvent} from '@aws-stack/core'

import {createLines} from './lines.js'
import {createTtyReporter} from './tty.js'

const image = {kind: 'image', name: 'server'} as const
const step = '[2/3] RUN make'

const COLOUR = /\u001B\[\d+m/g

/** What a terminal of that width would show: plain text, `ESC[nA` and `ESC[J`. Enough of one for our own renderer. */
function createTerminal(size = 80) {
  const lines: string[] = ['']
  return {
    columns: size,
    rows: size,
    lines,
    write(text: string) {
      for (const piece of text.split(/(\u001B\[\d*[AJ]|\n|\r)/)) {
        const up = /^\u001B\[(\d+)A$/.exec(piece)
        if (up) lines.splice(-1 - Number(up[1]), Infinity, '')
        else if (piece === '\n') lines.push('')
        else if (piece !== '\r' && piece !== '\u001B[J') lines[lines.length - 1] += piece
      }
      return true
    },
  }
}

function reporterOn(terminal: ReturnType<typeof createTerminal>, verbose = false) {
  const fitted = (text: string) => text.replaceAll(COLOUR, '')
  return createTtyReporter({stream: terminal, lines: createLines({verbose}), verbose, fitted})
}

const started: EngineEvent = {type: 'run.started', verb: 'deploy', app: 'vast', stage: 'dev', nodes: [image]}
const building: EngineEvent = {type: 'node.started', node: image, action: 'build'}
const finished: EngineEvent = {type: 'node.finished', node: image, changed: true, ms: 3000}

describe('the terminal reporter', () => {
  it('draws over its own lines, and leaves the last of them standing', () => {
    const terminal = createTerminal()
    const reporter = reporterOn(terminal)

    reporter.report(started)
    reporter.say('a note')
    reporter.report(building)
    reporter.say('another')
    reporter.report(finished)
    reporter.rest()

    assert.deepEqual(terminal.lines, ['a note', 'another', '✔ image server  built  3.0 s', ''])
  })

  it('keeps warnings above the live lines', () => {
    const terminal = createTerminal()
    const reporter = reporterOn(terminal)

    reporter.report(started)
    reporter.report({type: 'warning', code: 'X', message: 'another run was faster'})
    reporter.rest()

    assert.deepEqual(terminal.lines, ['warning: another run was faster', '· image server  waiting', ''])
  })

  it('keeps why a node failed above the live lines', () => {
    const terminal = createTerminal()
    const reporter = reporterOn(terminal)

    reporter.report(started)
    reporter.report({type: 'node.failed', node: image, message: 'make: no rule', ms: 3000})
    reporter.rest()

    assert.deepEqual(terminal.lines, [
      'image server: failed (3.0 s): make: no rule',
      '✘ image server  failed  3.0 s',
      '',
    ])
  })

  it('shows the log of a failed step without --verbose', () => {
    const terminal = createTerminal()
    const reporter = reporterOn(terminal)

    reporter.report(started)
    reporter.report({type: 'image.progress', node: image, progress: {phase: 'log', step, line: 'main.c:1: error'}})
    reporter.report({type: 'image.progress', node: image, progress: {phase: 'build', step, state: 'failed'}})
    reporter.rest()

    assert.deepEqual(terminal.lines.slice(0, 2), ['image server: [2/3] RUN make failed', '  main.c:1: error'])
  })

  it('shows the log as it comes with --verbose', () => {
    const terminal = createTerminal()
    const reporter = reporterOn(terminal, true)

    reporter.report({type: 'image.progress', node: image, progress: {phase: 'log', step, line: 'cc main.c'}})
    reporter.rest()

    assert.equal(terminal.lines[0], 'image server: cc main.c')
  })

  it('goes over as many rows as its lines take after the terminal was made narrow', () => {
    const written: string[] = []
    const stream = {columns: 80, rows: 24, write: (text: string) => written.push(text)}
    const reporter = createTtyReporter({
      stream,
      lines: createLines({verbose: false}),
      verbose: false,
      fitted: (text) => text,
    })
    reporter.report(started)
    reporter.say('note')

    // '· image server  waiting' takes 23 columns: three rows of ten.
    stream.columns = 10
    reporter.rest()

    assert.ok(written.some((text) => text.startsWith('\u001B[3A')))
  })

  it('shows a planning under way, and clears it away', () => {
    const terminal = createTerminal(0)
    const reporter = reporterOn(terminal)

    reporter.report({type: 'plan.started', app: 'vast', stage: 'dev', region: 'eu-west-1'})
    reporter.say('a note')
    const during = [...terminal.lines]
    reporter.rest()

    assert.deepEqual(during, ['a note', '· planning vast, stage dev, eu-west-1  0 s', ''])
    assert.deepEqual(terminal.lines, ['a note', ''])
  })

  it('goes on below what it has left standing', () => {
    const terminal = createTerminal()
    const reporter = reporterOn(terminal)
    reporter.report(started)
    reporter.rest()

    reporter.report(started)
    reporter.report(finished)
    reporter.rest()

    assert.deepEqual(terminal.lines, ['· image server  waiting', '✔ image server  unchanged  3.0 s', ''])
  })
})
