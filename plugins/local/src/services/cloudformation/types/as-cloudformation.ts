import type {ResourceHandler} from '../handler.js'
import {failureReason, HandlerFailure} from './handler-failure.js'
import {refuseUnsupported} from './unsupported-properties.js'

/** What CloudFormation does around every handler: it words the failures. A handler is loaded when it is first asked. */
export function asCloudFormation(type: string, load: () => Promise<ResourceHandler>): ResourceHandler {
  async function worded<T>(work: (handler: ResourceHandler) => Promise<T>): Promise<T> {
    try {
      return await work(await load())
    } catch (error) {
      throw new Error(failureReason(type, error), {cause: error})
    }
  }

  return {
    create: (properties, scope) =>
      worded(async (handler) => {
        refuseUnsupported(type, properties)
        return handler.create(properties, scope)
      }),

    update: (current, next, previous, scope) =>
      worded(async (handler) => {
        refuseUnsupported(type, next)
        if (!handler.update) throw new HandlerFailure('NotUpdatable', `${type} is never updated in place`)
        return handler.update(current, next, previous, scope)
      }),

    delete: (current, properties, scope) => worded((handler) => handler.delete(current, properties, scope)),
  }
}
