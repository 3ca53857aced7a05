import type {TraceEncryption, Traces} from '../ports/traces.js'

/** An X-Ray in memory: `key` is what traces are encrypted with, `set` what was asked for. `failure` is thrown instead of an answer. */
export class FakeTraces implements Traces {
  key: string | undefined
  readonly set: (string | undefined)[] = []
  failure: Error | undefined

  async encryption(): Promise<TraceEncryption> {
    if (this.failure !== undefined) throw this.failure
    return {...(this.key !== undefined && {key: this.key}), updating: false}
  }

  async encrypt(key: string | undefined): Promise<void> {
    if (this.failure !== undefined) throw this.failure
    this.set.push(key)
    this.key = key
  }
}
