import {cancelled} from '../errors.js'
import type {Pause} from './pause.js'

/** Time that passes only in waits, at once. Waits that run side by side end in their order. */
export class VirtualClock {
  #now = 0
  #timers: {at: number; ring: () => void}[] = []

  readonly now = (): number => this.#now

  readonly pause: Pause = (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(cancelled(signal))
      const timer = {at: this.#now + ms, ring: () => (signal.removeEventListener('abort', abort), resolve())}
      const abort = () => {
        this.#timers = this.#timers.filter((other) => other !== timer)
        reject(cancelled(signal))
      }
      signal.addEventListener('abort', abort, {once: true})
      this.#timers.push(timer)
    })

  /** A machine that sleeps: the time is another, and nobody was woken. */
  jump(ms: number): void {
    this.#now += ms
  }

  get timers(): number {
    return this.#timers.length
  }

  /** Lets time pass until the work is done. Throws where nobody waits for anything any more. */
  async run<T>(work: Promise<T>): Promise<T> {
    let done = false
    const finish = () => (done = true)
    work.then(finish, finish)
    for (;;) {
      await new Promise(setImmediate)
      if (done) return work
      const next = this.#timers.toSorted((a, b) => a.at - b.at)[0]
      if (!next) throw new Error('nobody waits, and the work is not done')
      this.#timers = this.#timers.filter((timer) => timer !== next)
      this.#now = Math.max(this.#now, next.at)
      next.ring()
    }
  }
}
