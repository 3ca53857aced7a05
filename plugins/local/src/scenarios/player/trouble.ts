import type {Trouble, TroubleKind} from '../beats.js'
import type {ServiceRequest, ServiceResponse} from '../../server/service.js'
import {errorResponse} from '../../server/error-response.js'
import type {World} from './world.js'

export interface TroubledCall {
  readonly service: string
  readonly operation: string
  readonly stack?: string | undefined
  readonly environment?: string | undefined
  readonly profile?: string | undefined
}

/** What strikes this call now; used up by it. */
export function takeTroubles(world: World, call: TroubledCall): Trouble[] {
  const now = world.clock.now()
  world.troubles = world.troubles.filter(({left, until}) => left > 0 && (until === undefined || now < until))
  return world.troubles.filter((trouble) => {
    if (!strikes(trouble, call)) return false
    trouble.passed += 1
    if (trouble.passed <= (trouble.after ?? 0)) return false
    trouble.left -= 1
    return true
  })
}

function strikes({service, operation, stack, environment, profile}: Trouble, call: TroubledCall): boolean {
  return (
    (service === undefined || service === call.service) &&
    (operation === undefined || operation === call.operation) &&
    (stack === undefined || stack === call.stack) &&
    (environment === undefined || environment === call.environment) &&
    (profile === undefined || profile === call.profile)
  )
}

const ERRORS: Record<
  Exclude<TroubleKind, 'slow' | 'reset' | 'html'>,
  {code: string; message: string; status: number}
> = {
  throttle: {code: 'Throttling', message: 'Rate exceeded', status: 400},
  'server-error': {code: 'InternalFailure', message: 'The request processing has failed.', status: 500},
  denied: {
    code: 'AccessDenied',
    message: 'User: arn:aws:iam::123456789012:user/player is not authorized to perform this action',
    status: 403,
  },
  // https://github.com/hashicorp/terraform-provider-aws/issues/36975
  conflict: {code: 'ConflictException', message: 'Deployment number 1 already exists', status: 409},
  'expired-token': {
    code: 'ExpiredToken',
    message: 'The security token included in the request is expired',
    status: 403,
  },
}

/** Services with JSON name the same errors with `Exception`: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html */
const IN_JSON: Readonly<Record<string, string>> = {
  AccessDenied: 'AccessDeniedException',
  Throttling: 'ThrottlingException',
  ExpiredToken: 'ExpiredTokenException',
}

/** The answer to a call that goes wrong; `undefined`: the connection is cut. */
export function troubledAnswer(
  kind: Exclude<TroubleKind, 'slow'>,
  request: ServiceRequest,
): ServiceResponse | undefined {
  if (kind === 'reset') return undefined
  if (kind === 'html') {
    const body = '<html><head><title>503 Service Unavailable</title></head><body>no healthy upstream</body></html>'
    return {status: 503, headers: {'content-type': 'text/html'}, body}
  }
  const asked = {headers: request.headers, url: request.path}
  const {code, ...error} = ERRORS[kind]
  if (request.service === 'appconfig' && kind === 'throttle')
    return errorResponse(asked, request.service, tooMany(request))
  const isJson = ['lambda', 'appconfig'].includes(request.service) || /json/.test(request.headers['content-type'] ?? '')
  return errorResponse(asked, request.service, {...error, code: isJson ? (IN_JSON[code] ?? code) : code})
}

/** AppConfig Data lists its own throttling error, AppConfig none: https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_appconfigdata_GetLatestConfiguration.html */
function tooMany({path}: ServiceRequest) {
  const ofData = /^\/configuration(sessions)?$/.test(path)
  return {code: ofData ? 'ThrottlingException' : 'TooManyRequestsException', message: 'Rate exceeded', status: 429}
}
