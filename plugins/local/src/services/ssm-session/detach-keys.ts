/** Two control characters in turn: nobody types these. */
const KEYS = [0x1f, 0x1e]
const NAMES = ['ctrl-_', 'ctrl-^']

/** Docker insists on a sequence that leaves a terminal, and would take its own, Ctrl-P Ctrl-Q, out of what is typed. */
export const DETACH_KEYS = Array<string[]>(16).fill(NAMES).flat().join(',')

/** Longer than what follows needs to come, shorter than a typist notices. */
const HOLD_MS = 20

/** Whoever sends nothing but keys is not kept waiting. */
const MOST_HELD = 64

/**
 * Hands bytes to `write` in such pieces that none ends with a detach key while more comes. Docker's search for the sequence
 * (moby, term/proxy.go, escapeProxy) doubles bytes where one of its reads ends with the first key and its next begins with the second.
 */
export function createKeyKeeper(write: (bytes: Buffer) => boolean): (bytes: Buffer) => boolean {
  let held: Buffer = Buffer.alloc(0)
  let late: NodeJS.Timeout | undefined
  const hand = (bytes: Buffer) => bytes.length === 0 || write(bytes)

  return (bytes) => {
    clearTimeout(late)
    const all = held.length > 0 ? Buffer.concat([held, bytes]) : bytes
    const cut = all.length - trailingKeys(all)
    held = all.subarray(cut)
    if (held.length > 0) {
      late = setTimeout(() => {
        const rest = held
        held = Buffer.alloc(0)
        hand(rest)
      }, HOLD_MS)
    }
    return hand(all.subarray(0, cut))
  }
}

function trailingKeys(bytes: Buffer): number {
  let count = 0
  while (count <= MOST_HELD && count < bytes.length && KEYS.includes(bytes[bytes.length - 1 - count] ?? 0)) count += 1
  return count > MOST_HELD ? 0 : count
}
