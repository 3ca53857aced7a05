import {flush, normalizeArgv, reportFailure, run} from '@aws-stack/kit/bin'

import {loadConfig} from './load-config.js'
import {unknownCommand} from './unknown-command.js'

/** Runs one command line to its end. Returns the exit code. */
export async function main(argv: readonly string[], root: string): Promise<number> {
  const args = argv[0] === 'help' ? [...argv.slice(1), '--help'] : [...argv]
  try {
    const config = await loadConfig({
      root,
      cwd: process.cwd(),
      warn: (text) => process.stderr.write(`warning: ${text}\n`),
    })
    const [id = ''] = normalizeArgv(
      config,
      args.filter((arg) => arg !== '--help'),
    )
    const known = id === '' || id.startsWith('-') || config.findCommand(id) || config.findTopic(id)
    if (!known) throw unknownCommand(id, config.commandIDs)

    await run(args, config)
    await flush()
    return Number(process.exitCode ?? 0)
  } catch (error) {
    const code = reportFailure(error, argv)
    await flush()
    return code
  }
}
