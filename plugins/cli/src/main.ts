import {flush, run} from '@aws-stack/kit/bin'

import {checkCommand} from './check-command.js'
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
