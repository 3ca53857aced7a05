import assert from 'node:assert/strict'

import type {Config} from '@aws-stack/kit/bin'

import type {Inputs} from './inputs.js'
import {createLog} from './log.js'
import {createRun} from './run.js'
import {runCommands} from './run-commands.js'

describe('a command of the step', () => {
  it('has no secret in its result, even where it shows another', async () => {
    const run = createRun()
    run.secrets.add('hunter2-hunter2')
    const command = {id: 'acme:status', flags: {}, pluginName: 'acme', load: async () => ({})}
    const config = {
      options: {},
      topicSeparator: ':',
      plugins: new Map(),
      findCommand: () => command,
      runCommand: async () => ({answer: 'is hunter2-hunter2', list: ['hunter2-hunter2']}),
    } as unknown as Config
    const inputs = {command: [['acme:status']], 'fail-on': [], 'allowed-account-ids': []} as unknown as Inputs

    await runCommands(inputs, config, {run, log: createLog(() => true), asked: Promise.resolve(undefined)})

    assert.deepEqual(
      run.commands.map(({result, error}) => [result, error]),
      [[{answer: 'is ****', list: ['****']}, undefined]],
    )
  })
})
