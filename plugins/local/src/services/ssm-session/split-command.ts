/** Words as the agent of a container makes them (amazon-ssm-agent, agent/session/shell/shell_unix.go: shlex.Split); no shell is in between. */
export function splitCommand(command: string): string[] {
  const words: string[] = []
  const piece = /(\s+)|'([^']*)'|"((?:[^"\\]|\\[^])*)"|\\([^])|([^\s'"\\]+)/gy
  let word: string | undefined
  while (piece.lastIndex < command.length) {
    const at = piece.lastIndex
    const found = piece.exec(command)
    if (!found) throw new Error(`EOF found when expecting closing quote: ${command.slice(at)}`)
    const [, space, single, double, escaped, plain] = found
    if (space !== undefined) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + (single ?? double?.replaceAll(/\\([^])/g, '$1') ?? escaped ?? plain ?? '')
  }
  if (word !== undefined) words.push(word)
  return words
}
