/** Advance widths of DejaVu Sans Bold in thousandths of the font's size, rounded up: of the fonts that a browser takes for ours, and in any weight, the widest. */
const WIDTHS: Readonly<Record<number, string>> = {
  350: "' ijl",
  400: '/IJ\\|,.:;',
  450: '-f',
  500: '!()[]_`rt',
  525: '"*',
  600: '?csz',
  675: 'Lxakvy',
  700: '$0123456789EFTeo',
  725: 'SYZbdghnpqu{}',
  775: 'CPABKRVX',
  850: 'GU#+<=>DHNOQ^~',
  925: '&w',
  1050: '@M…%m',
  1125: 'W',
}

/** Of what is not in the table: ideographs and pictures. */
const WIDEST = 1300

const BY_CHARACTER = new Map(
  Object.entries(WIDTHS).flatMap(([width, characters]) => [...characters].map((one) => [one, Number(width)] as const)),
)

/** In pixels, at most. */
export function textWidth(text: string, size: number): number {
  const thousandths = [...text].reduce((sum, character) => sum + (BY_CHARACTER.get(character) ?? WIDEST), 0)
  return Math.ceil((thousandths / 1000) * size)
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
