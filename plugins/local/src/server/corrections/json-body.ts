import type {ServiceRequest, ServiceResponse} from '../service.js'

type Json = Record<string, unknown>

/** What a JSON call asked for. */
export function requestJson<T = Json>({body}: ServiceRequest): T {
  return JSON.parse(body.toString('utf8') || '{}') as T
}

/** A JSON answer with another body. Only a success is changed: an error is moto's to word. */
export async function withJson<T = Json>(
  response: ServiceResponse,
  change: (json: T) => unknown,
): Promise<ServiceResponse> {
  if (response.status >= 300) return response
  const changed = await change(JSON.parse(response.body.toString()) as T)
  return {...response, body: JSON.stringify(changed)}
}
