import type {APIGateway} from '@aws-sdk/client-api-gateway'

import {StackError} from '../errors.js'
import type {GatewayPost, Gateways} from '../ports/gateways.js'
import type {AwsAccess} from './access.js'
import {answered} from './answered.js'
import {awsCode} from './aws-error.js'
import {createService} from './create-service.js'

/** Of an answer that says no, for the message. */
const MOST_OF_ANSWER = 300

export function createGateways(access: AwsAccess): Gateways {
  const load = async (config: ConstructorParameters<typeof APIGateway>[0]) => {
    const {APIGateway} = await import('@aws-sdk/client-api-gateway')
    return new APIGateway(config ?? {})
  }
  const management = createService('APIGateway', access, load)
  // Of its own, so that a gateway that throttles slows nothing else.
  const gateway = createService('gateway', access, load)
  return {
    async apiKey(id) {
      try {
        const {value} = await management.call('GetApiKey', (client, options) =>
          client.getApiKey({apiKey: id, includeValue: true}, options),
        )
        const key = answered(value, 'APIGateway', 'GetApiKey')
        access.secrets.add(key)
        return key
      } catch (error) {
        if (awsCode(error) !== 'NotFoundException') throw error
        throw new StackError('NOT_FOUND', `there is no API key ${id} in ${access.region}`, {cause: error})
      }
    },
    async post(input, signal = access.signal) {
      await gateway.call('POST', (client, {abortSignal}) => post(client, input, access, abortSignal), {signal})
    },
  }
}

async function post(
  {config}: APIGateway,
  {url, body, contentType, access: {by, ...rest}}: GatewayPost,
  {endpoint, region}: AwsAccess,
  abortSignal: AbortSignal,
): Promise<void> {
  const {HttpRequest} = await import('@smithy/core/protocols')
  const {host, pathname} = new URL(url)
  // A local AWS answers for every gateway at its one address, and tells them apart by the host that is asked for.
  const server = new URL(endpoint?.url ?? url)
  const request = new HttpRequest({
    protocol: server.protocol,
    hostname: server.hostname,
    ...(server.port && {port: Number(server.port)}),
    method: 'POST',
    path: pathname,
    headers: {
      host,
      'content-type': contentType,
      'content-length': String(body.length),
      ...('key' in rest && {'x-api-key': rest.key}),
    },
    body,
  })
  const {response} = (await config.requestHandler.handle(
    by === 'iam' ? await signed(request, config, region) : request,
    {abortSignal},
  )) as {response: Answered}
  const {statusCode: status, headers} = response
  const answer = await readStart(response.body)
  if (status < 400) return
  throw toFault(status, headers, answer)
}

interface Answered {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: AsyncIterable<Buffer>
}

async function signed(request: object, config: APIGateway['config'], region: string) {
  const {SignatureV4} = await import('@smithy/signature-v4')
  const {credentials, sha256} = config
  const signer = new SignatureV4({service: 'execute-api', region, credentials, sha256})
  return signer.sign(request as Parameters<typeof signer.sign>[0])
}

/** In the form in which the SDK throws: what it means is told where all failures are told. */
function toFault(status: number, headers: Readonly<Record<string, string>>, answer: string): Error {
  const type = /^[\w.]+/.exec(headers['x-amzn-errortype'] ?? '')?.[0]
  const name = type ?? (status === 403 ? 'ForbiddenException' : `HTTP${status}`)
  const requestId = headers['x-amzn-requestid'] ?? headers['x-amzn-RequestId']
  const fault = new Error(messageIn(answer) || `it answered with HTTP ${status}`)
  return Object.assign(fault, {name, $metadata: {httpStatusCode: status, ...(requestId && {requestId})}})
}

/** API Gateway's own answers are `{"message": …}`. */
function messageIn(answer: string): string {
  try {
    const {message, Message = message} = JSON.parse(answer) as {message?: unknown; Message?: unknown}
    return typeof Message === 'string' ? Message : answer
  } catch {
    return answer
  }
}

/** All of it is read, so that the connection can be used again. */
async function readStart(body: AsyncIterable<Buffer>): Promise<string> {
  let text = ''
  for await (const chunk of body) if (text.length < MOST_OF_ANSWER) text += chunk.toString()
  return text.slice(0, MOST_OF_ANSWER).trim()
}
