import type {FunctionConfiguration, Functions, InvokeInput, InvokeOutput, LayerVersion} from '../ports/functions.js'

/** A Lambda in memory: the functions that a test puts into `functions`, found by name or ARN, and versions of layers; `onInvoke` is what they do. `failure` is thrown instead of an answer. */
export class FakeFunctions implements Functions {
  readonly functions = new Map<string, FunctionConfiguration>()
  /** By ARN. */
  readonly layers = new Map<string, LayerVersion>()
  failure: Error | undefined
  readonly invocations: InvokeInput[] = []
  onInvoke: (input: InvokeInput) => Promise<InvokeOutput> = async () => ({
    requestId: 'request-1',
    payload: 'null',
    failed: false,
  })

  async configuration(name: string): Promise<FunctionConfiguration | undefined> {
    if (this.failure !== undefined) throw this.failure
    return this.functions.get(name.slice(name.lastIndexOf(':') + 1))
  }

  async layer(arn: string): Promise<LayerVersion | undefined> {
    if (this.failure !== undefined) throw this.failure
    return this.layers.get(arn)
  }

  async invoke(input: InvokeInput): Promise<InvokeOutput> {
    this.invocations.push(input)
    return this.onInvoke(input)
  }
}
