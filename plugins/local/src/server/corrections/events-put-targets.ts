import type {Correction} from '../front.js'
import {requestJson} from './json-body.js'

interface PutTargets {
  readonly Targets?: readonly Target[]
}

interface Target {
  readonly InputTransformer?: {readonly InputTemplate: string}
}

/** PutTargets: EventBridge puts a text into a template with its quotes, moto without them. */
export const eventsPutTargets: Correction = async (request, forward) => {
  const input = requestJson<PutTargets>(request)
  const body = Buffer.from(JSON.stringify({...input, Targets: input.Targets?.map(quoted)}))
  return forward({...request, body})
}

function quoted(target: Target): Target {
  const {InputTransformer: transformer} = target
  if (!transformer) return target
  const InputTemplate = transformer.InputTemplate.replaceAll(/([:[,]\s*)<(\w+)>/g, '$1"<$2>"')
  return {...target, InputTransformer: {...transformer, InputTemplate}}
}
