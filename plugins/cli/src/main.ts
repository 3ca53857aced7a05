import {type Config, flush, normalizeArgv, run} from '@aws-stack/kit/bin'

import {loadConfig} from './load-config.js'

/** Runs one command line to its end. Returns the exit code. What only a failure needs is loaded when there is one. */
export async function main(argv: readonly string[], root: string): Promise<number> {
  const args = argv[0] === 'help' ? [...argv.slice(1), '--help'] : [...argv]
  try {
    const config = await loadConfig({
      root,
      cwd: process.cwd(),
      warn: (text) => process.stderr.write(`warning: ${text}\n`),
    })
    await checkCommand(args, config)
    await run(args, config)
    await flush()
    return Number(process.exitCode ?? 0)
  } catch (error) {
    const {reportFailure} = await import('@aws-stack/kit/report-failure')
    const code = reportFailure(error, argv)
    await flush()
    return code
  }
}

/** The command is there, and its module loads where it is to be run: oclif has no words of ours for either. */
async function checkCommand(args: string[], config: Config): Promise<void> {
  const named = args.filter((arg) => arg !== '--help')
  const [id = ''] = normalizeArgv(config, named)
  if (id === '' || id.startsWith('-')) return

  const command = config.findCommand(id)
  if (command) {
    if (named.length < args.length || args.includes('-h')) return
    const {loadCommand} = await import('./load-command.js')
    await loadCommand(command)
  } else if (!config.findTopic(id)) {
    const {unknownCommand} = await import('./unknown-command.js')
    throw unknownCommand(id, config.commandIDs)
  }
}
