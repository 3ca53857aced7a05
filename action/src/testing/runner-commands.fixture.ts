/** What the runner takes for a command, by "ActionCommand.cs" of actions/runner. Every name counts: a stop token may be any. */
export function commandsIn(log: string): string[] {
  return log.split(/\r\n|\n|\r/).flatMap((line) => {
    const [, second] = /^[\s\u0085]*::([\s\S]*?)::/.exec(line) ?? []
    const [, first] = /##\[([^\]]*)\]/.exec(line) ?? []
    const found = second ?? first
    return found === undefined ? [] : [found.split(' ')[0] ?? '']
  })
}

/** `undefined`: a group begins in another, or ends where none is, or is left open. */
export function groupsIn(log: string): number | undefined {
  let isOpen = false
  let groups = 0
  for (const command of commandsIn(log)) {
    if (command !== 'group' && command !== 'endgroup') continue
    if (isOpen === (command === 'group')) return undefined
    isOpen = command === 'group'
    if (isOpen) groups += 1
  }
  return isOpen ? undefined : groups
}
