import type {ServiceResponse} from '../../server/service.js'

/** An answer that API Gateway gives itself ("Gateway response types for API Gateway"). */
export function refusal(status: number, message: string): ServiceResponse {
  return {
    status,
    headers: {'content-type': 'application/json', ...(NAMES[message] && {'x-amzn-errortype': NAMES[message]})},
    body: JSON.stringify({message}),
  }
}

const NAMES: Readonly<Record<string, string>> = {
  Forbidden: 'ForbiddenException',
  'Internal server error': 'InternalServerErrorException',
  'Missing Authentication Token': 'MissingAuthenticationTokenException',
  'Unsupported Media Type': 'UnsupportedMediaTypeException',
}
