import type {Finder, Span} from './finder.js'

/** Masks a text that arrives in pieces. What could be the beginning of a secret is held back until it is known. */
export interface SecretStream {
  /** What can be shown by now. */
  write(piece: string): string
  /** The rest; the stream can be used again. */
  end(piece?: string): string
}

const MASK = '****'

/** `finder` is asked for every piece: secrets that came to be known meanwhile are found from then on. */
export function createSecretStream(finder: () => Finder): SecretStream {
  let held = ''
  /** The character before `held`. */
  let before = ''
  /** So much of `held` lies under a mask that has been shown. */
  let covered = 0

  const take = (piece: string, isLast: boolean): string => {
    const text = held + piece
    const {spans, settled} = finder()(text, before)
    const cut = isLast ? text.length : settled
    const {shown, end} = masked(text, {spans, cut, covered})
    before = cut > 0 ? (text[cut - 1] ?? '') : before
    held = text.slice(cut)
    covered = Math.max(0, end - cut)
    return shown
  }

  return {
    write: (piece) => take(piece, false),
    end(piece = '') {
      const rest = take(piece, true)
      before = ''
      covered = 0
      return rest
    },
  }
}

/** The text up to `cut`, its spans masked: overlapping ones by one mask. `end`: where the last mask ends. */
function masked(
  text: string,
  {spans, cut, covered}: {spans: readonly Span[]; cut: number; covered: number},
): {shown: string; end: number} {
  let shown = ''
  let end = covered
  for (const span of spans) {
    if (span.start >= cut) break
    if (span.start >= end) shown += text.slice(end, span.start) + MASK
    end = Math.max(end, span.end)
  }
  return {shown: shown + text.slice(end, Math.max(end, cut)), end}
}
