/** A piece of the summary. */
export interface Block {
  /** What the note calls it where it is left out: `plan of vast:deploy`. */
  readonly name: string
  /** 0 is the result itself; what has the greatest rank is left out first. */
  readonly rank: number
  readonly text: string
}

/** Names in the note of what is left out. */
const NAMED = 20
const NAME = 80

/** The blocks in their order, of all that fits into so many bytes the most important. Says what is left out. */
export function fit(blocks: readonly Block[], limit: number): string {
  const whole = textOf(blocks)
  if (Buffer.byteLength(whole) <= limit) return whole

  const budget = limit - NOTE_BYTES
  const kept = new Set<Block>()
  let used = 0
  for (const block of blocks.toSorted((one, other) => one.rank - other.rank)) {
    const bytes = Buffer.byteLength(block.text) + BETWEEN.length
    if (used + bytes > budget) continue
    used += bytes
    kept.add(block)
  }
  const left = blocks.filter((block) => !kept.has(block))
  const names = left.slice(0, NAMED).map(({name}) => (name.length > NAME ? `${name.slice(0, NAME - 1)}…` : name))
  const more = left.length > NAMED ? [`and ${left.length - NAMED} more`] : []
  const note = `Left out, for GitHub shows no summary above 1 MiB: ${[...names, ...more].join(', ')}. The log has all of it.`
  return textOf([...blocks.filter((block) => kept.has(block)), {name: '', rank: 0, text: note}])
}

const BETWEEN = '\n\n'
/** In UTF-8 a character has four bytes at most. */
const NOTE_BYTES = (NAMED * (NAME + 2) + 200) * 4

function textOf(blocks: readonly Block[]): string {
  const texts = blocks.flatMap(({text}) => text || [])
  return texts.length > 0 ? `${texts.join(BETWEEN)}\n` : ''
}
