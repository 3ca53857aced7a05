import assert from 'node:assert/strict'
import {mkdtempSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {StackError} from '@aws-stack/core'

import {conclude} from './conclude.js'
import {createLog} from './log.js'
import {commandRun, runOf} from './testing/sample-run.fixture.js'

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
