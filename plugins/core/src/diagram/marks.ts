/** A resource of a part. */
export interface Owner {
  readonly part: string
  readonly logicalId: string
}

/**
 * Stands for a resource inside of a text: what refers to a resource is evaluated to its mark, whatever attribute is asked for. A mark is one
 * character of a private use plane, so no Split cuts it, and a text still tells which resources it was made of.
 */
export interface Marks {
  of(owner: Owner): string
  /** The resources that a text was made of, in the order in which it names them. */
  ownersIn(text: string): Owner[]
}

const FIRST = 0xf0000
const ANY = /[\u{F0000}-\u{FFFFD}]/gu

export function createMarks(): Marks {
  const owners: Owner[] = []
  const marks = new Map<string, string>()
  return {
    of({part, logicalId}) {
      const key = `${part} ${logicalId}`
      const mark = marks.get(key) ?? String.fromCodePoint(FIRST + owners.length)
      if (!marks.has(key)) owners.push({part, logicalId})
      marks.set(key, mark)
      return mark
    },
    ownersIn(text) {
      return [...text.matchAll(ANY)].flatMap(([mark]) => owners[(mark.codePointAt(0) ?? 0) - FIRST] ?? [])
    },
  }
}

export function hasMark(text: string): boolean {
  return text.search(ANY) >= 0
}
