import type {FunctionConfiguration, Functions} from '../ports/functions.js'

/** A Lambda in memory: the functions that a test puts into `functions`, found by name or ARN. `failure` is thrown instead of an answer. */
export class FakeFunctions implements Functions {
  readonly functions = new Map<string, FunctionConfiguration>()
  failure: Error | undefined

  async configuration(name: string): Promise<FunctionConfiguration | undefined> {
    if (this.failure !== undefined) throw this.failure
    return this.functions.get(name.slice(name.lastIndexOf(':') + 1))
  }
}
