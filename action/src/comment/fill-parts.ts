import {codeBlock, details, fenceFor} from '../markdown.js'

/** What is folded away together. */
export interface Block {
  /** HTML. */
  readonly summary: string
  readonly items: readonly BlockItem[]
}

export interface BlockItem {
  readonly text: string
  readonly changes: boolean
}

export interface Parts {
  /** Markdown, each as large as its room at most. */
  readonly parts: readonly string[]
  /** How many changes are in none of them. */
  readonly leftOut: number
}

interface Piece extends BlockItem {
  readonly block: Block
  readonly frame: number
}

/** An item above it is told in several pieces. */
const LARGEST_PIECE = 8000

/**
 * Fills one part after the other; `rooms` has the characters of each. Nothing is cut within a line, and what is open at the end of a
 * part (a fold, a fence) is closed there and opened again in the next one.
 */
export function fillParts(blocks: readonly Block[], rooms: readonly number[], {open = false} = {}): Parts {
  const pieces = blocks.flatMap(piecesOf)
  const parts: Piece[][] = [[]]
  let used = 0
  for (const [index, piece] of pieces.entries()) {
    const begins = parts.at(-1)?.at(-1)?.block !== piece.block
    const size = piece.text.length + 1
    if (used + size + (begins ? piece.frame : 0) <= (rooms[parts.length - 1] ?? 0)) {
      used += size + (begins ? piece.frame : 0)
    } else {
      if (parts.length === rooms.length)
        return {parts: render(parts, open), leftOut: pieces.slice(index).filter(({changes}) => changes).length}
      parts.push([])
      used = size + piece.frame
    }
    parts.at(-1)?.push(piece)
  }
  return {parts: render(parts, open), leftOut: 0}
}

function piecesOf(block: Block): Piece[] {
  const fence = fenceFor(block.items.map(({text}) => text).join('\n'))
  const frame = foldOf(block, `${fence}diff\n\n${fence}`, true, true).length + 2
  return block.items.flatMap(({text, changes}) =>
    inPieces(text).map((piece, index) => ({text: piece, changes: changes && index === 0, block, frame})),
  )
}

function inPieces(text: string): string[] {
  if (text.length <= LARGEST_PIECE) return [text]
  const pieces: string[] = []
  for (const line of text.split('\n')) {
    const last = pieces.at(-1)
    if (last !== undefined && last.length + line.length < LARGEST_PIECE) pieces[pieces.length - 1] = `${last}\n${line}`
    else pieces.push(line)
  }
  return pieces
}

function render(parts: readonly (readonly Piece[])[], open: boolean): string[] {
  const told = new Set<Block>()
  return parts.map((pieces) =>
    [...Map.groupBy(pieces, ({block}) => block)]
      .map(([block, own]) => {
        const again = told.has(block)
        told.add(block)
        return foldOf(block, codeBlock(own.map(({text}) => text).join('\n'), 'diff'), again, open)
      })
      .join('\n\n'),
  )
}

function foldOf({summary}: Block, body: string, again: boolean, open: boolean): string {
  return details(again ? `${summary} (continued)` : summary, body, {open})
}
