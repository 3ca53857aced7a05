import type {TagResourceRequest} from '@aws-sdk/client-lambda'

import type {ServiceResponse} from '../../../server/service.js'
import {answer, type LambdaCall, NOTHING} from '../lambda-operation.js'

/** Of a function or an event source mapping. */
type Call<Input> = LambdaCall<Input> & {readonly it: {tags: Record<string, string>}}

export function listTags({it}: Call<never>): ServiceResponse {
  return answer({Tags: it.tags})
}

export function tagResource({it, input}: Call<TagResourceRequest>): ServiceResponse {
  it.tags = {...it.tags, ...input.Tags}
  return NOTHING
}

export function untagResource({it, request}: Call<never>): ServiceResponse {
  const removed = request.query.getAll('tagKeys')
  it.tags = Object.fromEntries(Object.entries(it.tags).filter(([key]) => !removed.includes(key)))
  return NOTHING
}
