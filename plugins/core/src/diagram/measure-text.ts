/** Advance widths of Helvetica in thousandths of the font's size; Arial and Liberation Sans have the same. What is not here is as wide as high. */
const WIDTHS: Readonly<Record<number, string>> = {
  191: "'",
  222: 'ijl',
  278: ' !,./:;I[\\]ft',
  333: '()-`r',
  355: '"',
  389: '*',
  500: 'Jcksvxyz',
  556: '#$0123456789?L_abdeghnopqu',
  584: '+<=>~|{}^',
  611: 'FTZ',
  667: '&ABEKPSVXY',
  722: 'CDHNRUw',
  778: 'GOQ',
  833: 'Mm',
  889: '%',
  944: 'W',
}

const BY_CHARACTER = new Map(
  Object.entries(WIDTHS).flatMap(([width, characters]) => [...characters].map((one) => [one, Number(width)] as const)),
)

/** Other fonts of a reader's machine, and bold ones, are up to so much wider. */
const ALLOWANCE = 1.2

/** In pixels, at most. */
export function textWidth(text: string, size: number): number {
  const thousandths = [...text].reduce((sum, character) => sum + (BY_CHARACTER.get(character) ?? 1000), 0)
  return Math.ceil((thousandths / 1000) * size * ALLOWANCE)
}

/** Lines no wider than `width`, broken behind what joins words in names, else anywhere; what the last has no room for is an ellipsis. */
export function wrapText(text: string, size: number, width: number, most = 3): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(/[^-_ ./:]*[-_ ./:]?/g)?.filter(Boolean) ?? []) {
    if (line && textWidth(line + piece.trimEnd(), size) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
    while (textWidth(line.trimEnd(), size) > width) {
      const head = fitting(line, size, width)
      lines.push(head)
      line = line.slice(head.length)
    }
  }
  if (line.trim()) lines.push(line.trimEnd())
  return lines.length <= most
    ? lines
    : [...lines.slice(0, most - 1), ellipsis(`${lines[most - 1]}${lines[most]}`, size, width)]
}

export function ellipsis(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text
  return `${fitting(text, size, width - textWidth('…', size))}…`
}

function fitting(text: string, size: number, width: number): string {
  const characters = [...text]
  let length = characters.length
  while (length > 1 && textWidth(characters.slice(0, length).join(''), size) > width) length -= 1
  return characters.slice(0, length).join('')
}
