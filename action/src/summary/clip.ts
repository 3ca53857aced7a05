/** At most so many characters, with a sign that there were more. */
export function clip(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : text
}

/** At most so many lines and bytes, then how many more there were. */
export function clipLines(text: string, {lines: mostLines, bytes}: {lines: number; bytes: number}): string {
  const lines = text.split('\n')
  const kept: string[] = []
  let used = 0
  for (const line of lines) {
    const shown = clip(line, LONGEST_LINE)
    used += Buffer.byteLength(shown) + 1
    if (kept.length >= mostLines || used > bytes) break
    kept.push(shown)
  }
  const more = lines.length - kept.length
  return [...kept, ...(more > 0 ? [`… and ${more} more ${more === 1 ? 'line' : 'lines'}`] : [])].join('\n')
}

const LONGEST_LINE = 1000
