import {type Config, normalizeArgv} from '@aws-stack/kit/bin'

/** The command is there, and its module loads where it is to be run: oclif has no words of ours for either. */
export async function checkCommand(args: string[], config: Config): Promise<void> {
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
