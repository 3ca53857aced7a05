import type {Context} from '../context.js'
import type {TransferProgress} from '../events.js'

export interface TransferTold {
  /** `bytes` more have moved. */
  moved(name: string, bytes: number): void
  /** All of it has moved. */
  end(): void
}

const EVERY_MS = 100

/** Tells the host how far it is, a few times a second. */
export function tellTransfer(
  {verb, total}: {verb: TransferProgress['verb']; total?: number | undefined},
  {host}: Pick<Context, 'host'>,
): TransferTold {
  const began = performance.now()
  let name: string | undefined
  let bytes = 0
  let toldAt = -Infinity
  const tell = (now: number, done: boolean) => {
    if (name === undefined) return
    toldAt = now
    const known = total === undefined ? {} : {total}
    host.notify({type: 'transfer.progress', transfer: {verb, name, bytes, ...known, ms: now - began, done}})
  }
  return {
    moved(of, more) {
      const now = performance.now()
      const isOther = name !== of
      name = of
      bytes += more
      if (isOther || now - toldAt >= EVERY_MS) tell(now, false)
    },
    end: () => tell(performance.now(), true),
  }
}
