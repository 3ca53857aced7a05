let last: Promise<unknown> = Promise.resolve()

/** One after the other: moto goes through all managed policies to attach one, and fails where another comes or goes meanwhile. */
export function policiesInTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const turn = last.then(work, work)
  last = turn.catch(() => undefined)
  return turn
}
