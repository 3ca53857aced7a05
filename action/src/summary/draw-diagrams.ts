import type {CommandRun, Run} from '../run.js'

/** GitHub draws no longer text, and Mermaid no more arrows: "maxTextSize" and "maxEdges" of its configuration. */
const LONGEST = 50_000
const MOST_ARROWS = 500

/** The architecture once for each app and stage that was planned or deployed, with the last command that did. */
export async function drawDiagrams({commands}: Pick<Run, 'commands'>): Promise<Map<CommandRun, string>> {
  const last = new Map(
    commands
      .filter(({plan}) => plan !== undefined)
      .map((command) => [`${command.app} ${command.stage} ${command.region}`, command]),
  )
  const drawn = await Promise.all(
    [...last.values()].map(async (command) => [command, await command.draw?.().catch(() => undefined)] as const),
  )
  return new Map(
    drawn.flatMap(([command, text]): [CommandRun, string][] => (text && canBeShown(text) ? [[command, text]] : [])),
  )
}

function canBeShown(mermaid: string): boolean {
  return mermaid.includes('[') && mermaid.length < LONGEST && mermaid.split(' -->').length <= MOST_ARROWS
}
