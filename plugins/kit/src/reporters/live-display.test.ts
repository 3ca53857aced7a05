import assert from 'node:assert/strict'
import {setTimeout} from 'node:timers/promises'

import type {EngineEvent, NodeRef} from '@aws-stack/core'

import {createScreen, type Screen} from '../testing/screen.fixture.js'
import {samplePlan} from '../testing/sample-plan.fixture.js'
import {displayWidth} from './display-width.js'
import {createLines} from './lines.js'
import type {Reporter} from './reporter.js'
import {createTtyReporter} from './tty.js'

const STACKS: readonly NodeRef[] = Array.from({length: 12}, (_, index) => ({kind: 'stack', name: `part${index}`}))
const FIRST = STACKS[0] as NodeRef
const LONG = `the 東京 quota of 文字 is used up ${'and so on '.repeat(60)}`
/** A little more than the time between two frames. */
const FRAME = 130

function motion(node: NodeRef, logicalId: string, status: string, reason?: string): EngineEvent {
  const resource = {logicalId, type: 'AWS::EC2::Subnet', status, at: 0, ...(reason && {reason})}
  return {type: 'stack.progress', node, stack: `big-dev-${node.name}`, resource}
}

function reporterOn(screen: Screen): Reporter {
  return createTtyReporter({
    stream: screen,
    lines: createLines({verbose: false}),
    verbose: false,
    fitted: (text) => text,
  })
}

/** 12 stacks start, 200 resources begin to move in the first ten of them. */
function begin(reporter: Reporter): void {
  reporter.report({type: 'run.started', verb: 'deploy', app: 'big', stage: 'dev', nodes: [...STACKS]})
  for (const node of STACKS.slice(0, 10)) {
    reporter.report({type: 'node.started', node, action: 'create'})
    for (let index = 0; index < 20; index += 1) reporter.report(motion(node, `資源${index}`, 'CREATE_IN_PROGRESS'))
  }
}

function end(reporter: Reporter): void {
  for (const node of STACKS) reporter.report({type: 'node.finished', node, changed: true, ms: 65_000})
  reporter.rest()
}

describe('the live display', () => {
  for (const [columns, rows] of [
    [100, 30],
    [20, 10],
    [40, 5],
    [8, 3],
  ] as const) {
    it(`of 200 resources stays within ${columns} columns and ${rows} rows, whatever is in the reasons`, async () => {
      const screen = createScreen(columns, rows)
      const reporter = reporterOn(screen)

      begin(reporter)
      reporter.report(motion(FIRST, 'Broken', 'CREATE_FAILED', `${LONG}\n\u001B[2Jline`))
      await setTimeout(FRAME)
      const during = await screen.visible()
      end(reporter)

      assert.ok(during.length < rows, during.join('\n'))
      assert.ok(during.every((line) => displayWidth(line) < columns))
      assert.equal((await screen.lines()).filter((line) => line.startsWith('✔')).length, STACKS.length)
    })
  }

  it('keeps what runs and what failed in view where not all fits, and counts the rest', async () => {
    const screen = createScreen(100, 16)
    const reporter = reporterOn(screen)

    begin(reporter)
    reporter.report(motion(FIRST, 'Nat', 'CREATE_FAILED', 'no more addresses'))
    reporter.report(motion(FIRST, '資源1', 'CREATE_FAILED', 'Resource creation cancelled'))
    await setTimeout(FRAME)
    const seen = await screen.visible()
    end(reporter)

    assert.equal(seen.filter((line) => line.startsWith('●')).length, 10)
    assert.equal(seen.filter((line) => line.includes('✘')).length, 1)
    assert.match(seen.join('\n'), /✘ Nat {2}CREATE_FAILED {2}no more addresses/)
    assert.equal(seen.at(-1), '  … 196 in motion, 2 waiting')
  })

  it('keeps a failure in view where there is room for three lines', async () => {
    const screen = createScreen(100, 5)
    const reporter = reporterOn(screen)

    begin(reporter)
    reporter.report(motion({kind: 'stack', name: 'part9'}, 'Nat', 'CREATE_FAILED', 'no more addresses'))
    await setTimeout(FRAME)
    const seen = await screen.visible()
    end(reporter)

    assert.deepEqual(seen, [
      '● part0   creating  0 s',
      '● part9   creating  0 s',
      '      ✘ Nat  CREATE_FAILED  no more addresses',
      '  … 8 running, 200 in motion, 2 waiting',
    ])
  })

  it('is whole again after every resize, and stands once at the end', async () => {
    const screen = createScreen(100, 40)
    const reporter = reporterOn(screen)

    begin(reporter)
    for (const [columns, rows] of [
      [60, 40],
      [30, 12],
      [120, 40],
      [90, 5],
    ] as const) {
      await setTimeout(FRAME)
      await screen.resize(columns, rows)
      reporter.report(motion(FIRST, '資源1', 'CREATE_COMPLETE'))
      await setTimeout(FRAME)
      const seen = await screen.visible()

      const ours = seen.slice(seen.findLastIndex((line) => line.startsWith('● part0')))
      assert.ok(ours.length > 1 && ours.length < rows, seen.join('\n'))
      assert.match(ours.at(-1) ?? '', /… .*in motion/)
    }
    end(reporter)

    const last = (await screen.lines()).slice(-STACKS.length)
    assert.deepEqual(
      last,
      STACKS.map(({name}, index) => `✔ ${name.padEnd(6)}  ${index < 10 ? 'created' : 'unchanged'}  1 min 05 s`),
    )
  })

  it('writes a frame in one piece, and of it only the lines that differ', async () => {
    const screen = createScreen(100, 40)
    const reporter = reporterOn(screen)
    begin(reporter)
    await setTimeout(FRAME)
    const frames = screen.written.length

    reporter.report(motion(FIRST, '資源1', 'DELETE_IN_PROGRESS'))
    await setTimeout(FRAME)
    const next = screen.written.slice(frames)
    end(reporter)

    assert.equal(frames, 1)
    assert.equal(next.length, 1)
    assert.ok((next[0] ?? '').length < 200, `${(next[0] ?? '').length} characters`)
    assert.doesNotMatch(next[0] ?? '', /\u001B\[J|\u001B\[2J/)
  })

  it('writes no more than a screen for each frame, however much happens', async () => {
    const screen = createScreen(80, 24)
    const reporter = reporterOn(screen)

    begin(reporter)
    const began = Date.now()
    for (let step = 0; step < 200; step += 1) {
      for (const node of STACKS) reporter.report(motion(node, `資源${step % 30}`, 'CREATE_IN_PROGRESS'))
      if (step % 20 === 0) await setTimeout(20)
    }
    await setTimeout(FRAME)
    const frames = Math.ceil((Date.now() - began) / 100) + 1
    const writes = screen.written.length
    const longest = Math.max(...screen.written.map((text) => text.length))
    end(reporter)

    assert.ok(writes <= frames, `${writes} writes in ${frames} frames`)
    assert.ok(longest < 24 * (80 + 20), `${longest} characters`)
  })

  it('tells how far a stack is, of what the plan has counted', async () => {
    const screen = createScreen()
    const reporter = reporterOn(screen)
    const changes = Array.from({length: 40}, (_, index) => ({
      logicalId: `R${index}`,
      type: 'X',
      action: 'add' as const,
      properties: [],
    }))
    const stacks = [{part: FIRST.name, name: 'big-dev-part0', action: 'create' as const, changes, unknown: {}}]

    reporter.report({type: 'plan.finished', plan: {...samplePlan, stacks}})
    reporter.rest()
    reporter.report({type: 'run.started', verb: 'deploy', app: 'big', stage: 'dev', nodes: [FIRST]})
    reporter.report({type: 'node.started', node: FIRST, action: 'create'})
    for (let index = 0; index < 12; index += 1) reporter.report(motion(FIRST, `R${index}`, 'CREATE_COMPLETE'))
    await setTimeout(FRAME)
    const [line] = await screen.visible()
    reporter.rest()

    assert.match(line ?? '', /^● part0 {2}creating {2}12 of 40 resources {2}0 s$/)
  })

  it('takes the control characters out of what others have written', async () => {
    const screen = createScreen()
    const reporter = reporterOn(screen)
    screen.write('before\n')

    reporter.report({type: 'warning', code: 'X', message: 'a\u001B[2J\u001B[1;1H\u0007\u001B]0;title\u0007b\rc'})
    reporter.rest()

    assert.deepEqual(await screen.lines(), ['before', 'warning: abc'])
  })
})
