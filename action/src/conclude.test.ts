import assert from 'node:assert/strict'
import {mkdtempSync, readFileSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {StackError} from '@aws-stack/core'

import {conclude} from './conclude.js'
import {createLog} from './log.js'
import {commandRun, nodeRun, runOf} from './testing/sample-run.fixture.js'

describe('conclude', () => {
  const before = {...process.env}
  afterEach(() => void (process.env = {...before}))

  it('is not made a failure by a summary that cannot be written', async () => {
    const {log, text} = runner()
    process.env['GITHUB_STEP_SUMMARY'] = '/nowhere/summary'

    const code = await conclude(runOf(commandRun()), log)

    assert.equal(code, 0)
    assert.match(text(), /^::warning::the summary could not be written: .*\/nowhere\/summary/m)
  })

  it('prints the failure as the CLI does, and no command that stands in it', async () => {
    const {log, text} = runner()
    const error = new StackError('STACK_FAILED', 'no\n::set-output name=changed::false')

    const code = await conclude(runOf(commandRun({error, exitCode: 5})), log)

    assert.equal(code, 5)
    assert.match(text(), /^Error: no\n: :set-output name=changed::false\n {2}code {2}STACK_FAILED\n/m)
    assert.match(text(), /^::error title=STACK_FAILED::no%0A/m)
  })

  it('is a failure where the outputs cannot be written, and tells all else', async () => {
    const {log, text} = runner()
    const warnings = [{code: 'TOLD', message: 'all the same'}]

    const code = await conclude(runOf(commandRun({result: {count: 1n}, warnings})), log)

    assert.equal(code, 1)
    assert.match(text(), /^::error title=aws-stack::the outputs of the step could not be written: .*BigInt/m)
    assert.match(text(), /^::warning title=TOLD::all the same/m)
    assert.doesNotMatch(text(), /the summary could not be written/)
  })

  it('says why the command failed before it says that there are no outputs, with the code of the command', async () => {
    const {log, text} = runner()
    process.env['GITHUB_OUTPUT'] = '/nowhere/output'

    const code = await conclude(runOf(commandRun({error: new StackError('STACK_FAILED', 'no'), exitCode: 5})), log)

    assert.equal(code, 5)
    assert.match(
      text(),
      /^Error: no\n[^]*^::error title=aws-stack::the outputs of the step [^]*title=STACK_FAILED::no/m,
    )
  })

  it('says that something was changed where a failed command leaves something going on', async () => {
    const changed = async (...states: Parameters<typeof nodeRun>) => {
      runner()
      const error = new StackError('TIMED_OUT', 'the time limit is reached')
      await conclude(
        runOf(commandRun({error, exitCode: 6, nodes: [nodeRun(...states)]})),
        createLog(() => true),
      )
      return /^changed<<.*\n(.*)$/m.exec(readFileSync(process.env['GITHUB_OUTPUT'] ?? '', 'utf8'))?.[1]
    }

    assert.deepEqual(
      [
        await changed({state: 'cancelled', left: true}),
        await changed({state: 'running'}),
        await changed({state: 'cancelled', left: false}),
        await changed({state: 'waiting'}),
      ],
      ['true', 'true', 'false', 'false'],
    )
  })
})

function runner() {
  const folder = mkdtempSync(join(tmpdir(), 'runner-'))
  for (const name of ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY']) {
    const file = join(folder, name)
    writeFileSync(file, '')
    process.env[name] = file
  }
  process.env['RUNNER_TEMP'] = folder
  const pieces: string[] = []
  return {
    log: createLog((text) => pieces.push(text) > 0),
    text: () => pieces.join(''),
  }
}
