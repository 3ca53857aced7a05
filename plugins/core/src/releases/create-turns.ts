/** Does work when it is its turn: so many at a time, first come first served. */
export type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>

export function createTurns(width: number): Turns {
  const waiting: (() => void)[] = []
  let taken = 0
  return async (work) => {
    if (taken === width) await new Promise<void>((resolve) => waiting.push(resolve))
    else taken += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // Whoever hears how this one ended says first whether the next one is to begin.
      if (next) setImmediate(next)
      else taken -= 1
    }
  }
}

/** Calls at a time: fewer than the SDK has sockets for. */
export const SIDE_BY_SIDE = 16
