import {StackError} from '@aws-stack/core'
import {type Config, normalizeArgv} from '@aws-stack/kit/bin'
import {CHANGES, exitCodeOf, hostOn} from '@aws-stack/kit/hosted'
import {checkCommand} from 'aws-stack'

import {answerFor} from './asked-identity.js'
import type {Begun} from './begin.js'
import {createActionHost} from './host.js'
import type {Inputs} from './inputs.js'
import {throwIfCancelled} from './interruption.js'
import type {CommandRun, Run} from './run.js'
import {explained} from './sign-in.js'
import {addPlace} from './state.js'
import {refuseIdleGates, withInputs} from './with-inputs.js'

/** Runs the command lines in order, until one fails. */
export async function runCommands(
  inputs: Inputs,
  config: Config,
  {run, log, asked}: Pick<Begun, 'run' | 'log' | 'asked'>,
): Promise<void> {
  const lines = inputs.command.map((argv) => normalizeArgv(config, [...argv]))
  for (const argv of lines) await checkCommand(argv, config)
  const commands = lines.map(([id = '']) => commandOf(id, config))
  refuseIdleGates(commands, inputs)

  const {state} = run
  const host = createActionHost(run, log)
  hostOn(config.options, {
    ...host,
    allowedAccounts: inputs['allowed-account-ids'],
    run: state.run,
    // Of the first command: a later one asks what is true then.
    identityIn: (region) => (run.commands.length === 1 ? answerFor(region, asked) : undefined),
    opened(app, settings, access) {
      host.opened?.(app, settings, access)
      addPlace(state, {app: app.name, stage: settings.stage, region: settings.region, ...access})
    },
  })
  for (const [index, [id = '', ...argv]] of lines.entries()) {
    throwIfCancelled(run)
    const command = commands[index]
    if (!command) continue
    const current: CommandRun = {
      id,
      argv: withInputs(argv, command, inputs),
      startedAt: Date.now(),
      exitCode: 0,
      nodes: [],
      warnings: [],
    }
    run.commands.push(current)
    log.write(`${run.secrets.mask(['aws-stack', id, ...current.argv].join(' '))}\n`)
    await log.guard(() => runCommand(current, inputs, {run, config}))
    if (current.error) return
  }
}

async function runCommand(
  current: CommandRun,
  inputs: Inputs,
  {run, config}: {run: Run; config: Config},
): Promise<void> {
  process.exitCode = 0
  try {
    // Some commands give back more than they show.
    current.result = run.secrets.maskAll(await config.runCommand<unknown>(current.id, [...current.argv]))
    current.exitCode = Number(process.exitCode)
    if (current.exitCode !== 0 && current.exitCode !== CHANGES)
      current.error = new StackError('COMMAND_FAILED', `${current.id} ended with ${current.exitCode}`)
  } catch (error) {
    current.error = explained(error instanceof Error ? error : new Error(String(error)), inputs['role-arn'])
    current.exitCode = exitCodeOf(error)
  } finally {
    current.endedAt = Date.now()
    process.exitCode = 0
  }
}

function commandOf(id: string, config: Config) {
  const command = config.findCommand(id)
  if (command) return command
  throw new StackError('USAGE', `${id} is no command`, {suggestions: ['aws-stack --help']})
}
