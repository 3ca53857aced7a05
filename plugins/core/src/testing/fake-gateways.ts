import {StackError} from '../errors.js'
import type {GatewayPost, Gateways} from '../ports/gateways.js'

/** An API Gateway in memory: `keys` by id; `onPost` is what it does. */
export class FakeGateways implements Gateways {
  readonly keys = new Map<string, string>()
  readonly posts: GatewayPost[] = []
  onPost: (input: GatewayPost) => Promise<void> = async () => {}

  async apiKey(id: string): Promise<string> {
    const key = this.keys.get(id)
    if (key === undefined) throw new StackError('NOT_FOUND', `there is no API key ${id}`)
    return key
  }

  async post(input: GatewayPost): Promise<void> {
    this.posts.push(input)
    return this.onPost(input)
  }
}
