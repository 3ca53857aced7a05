import assert from 'node:assert/strict'
import type {RequestListener} from 'node:http'

import {DescribeVpcsCommand, EC2Client} from '@aws-sdk/client-ec2'
import {ECRClient, GetAuthorizationTokenCommand} from '@aws-sdk/client-ecr'
import {ECSClient, ListClustersCommand} from '@aws-sdk/client-ecs'
import {CreateFunctionCommand, LambdaClient} from '@aws-sdk/client-lambda'
import {IAMClient, ListRolesCommand} from '@aws-sdk/client-iam'

import {listening} from '../testing/listening.test.fixture.js'
import {createFaultList} from './fault-list.js'
import {createFront, type FrontOptions} from './front.js'
import {createJournal} from './journal.js'

const MISSING = {port: undefined, missing: 'moto_server is not on PATH'}
const settings = (endpoint: string) => ({
  endpoint,
  region: 'eu-west-1',
  credentials: {accessKeyId: 'AKIA1', secretAccessKey: 'x'},
  maxAttempts: 1,
})

interface AwsError {
  readonly name: string
  readonly message: string
  readonly $metadata: {readonly httpStatusCode?: number}
}

describe('the front', () => {
  it('answers a service of ours itself', async () => {
    const ecr = async () => ({
      status: 200,
      headers: {},
      body: '{"authorizationData":[{"proxyEndpoint":"http://ours"}]}',
    })

    await withFront({services: {ecr}}, async (endpoint) => {
      const answer = await new ECRClient(settings(endpoint)).send(new GetAuthorizationTokenCommand())

      assert.equal(answer.authorizationData?.[0]?.proxyEndpoint, 'http://ours')
    })
  })

  it('hands every other service on to moto, body, host and content type as they came', async () => {
    const seen: unknown[] = []
    const moto: RequestListener = (request, response) => {
      void text(request).then((body) => {
        seen.push([request.headers.host, request.headers['content-type'], request.url, body])
        response.writeHead(200, {'content-type': 'application/x-amz-json-1.1'})
        response.end('{"clusterArns":["arn:one"]}')
      })
    }

    await withMoto(moto, {}, async (endpoint) => {
      const answer = await new ECSClient(settings(endpoint)).send(new ListClustersCommand({maxResults: 7}))

      assert.deepEqual(answer.clusterArns, ['arn:one'])
      assert.deepEqual(seen, [[new URL(endpoint).host, 'application/x-amz-json-1.1', '/', '{"maxResults":7}']])
    })
  })

  it('streams what is no AWS text, without a length known before', async () => {
    const moto: RequestListener = (request, response) => void text(request).then((body) => response.end(`got ${body}`))
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('object'))
        controller.close()
      },
    })

    await withMoto(moto, {}, async (endpoint) => {
      const answer = await fetch(`${endpoint}/bucket/key`, {method: 'PUT', body, duplex: 'half'})

      assert.equal(await answer.text(), 'got object')
    })
  })

  it('names the missing service to every protocol where moto is not there', async () => {
    await withFront({}, async (endpoint) => {
      const failures = [
        await failure(new EC2Client(settings(endpoint)).send(new DescribeVpcsCommand())),
        await failure(new ECSClient(settings(endpoint)).send(new ListClustersCommand())),
        await failure(new IAMClient(settings(endpoint)).send(new ListRolesCommand())),
        await failure(
          new LambdaClient(settings(endpoint)).send(
            new CreateFunctionCommand({FunctionName: 'f', Role: 'r', Code: {}}),
          ),
        ),
      ]

      for (const [index, service] of ['ec2', 'ecs', 'iam', 'lambda'].entries()) {
        assert.equal(failures[index]?.name, 'NotImplemented')
        assert.equal(
          failures[index]?.message,
          `the local AWS passes ${service} on to moto, which is not there: moto_server is not on PATH`,
        )
      }
    })
  })

  it('turns a web page of moto into an error that an SDK can read', async () => {
    const moto: RequestListener = (_request, response) => {
      response.writeHead(500, {'content-type': 'text/html; charset=utf-8'})
      response.end('<h1>Internal Server Error</h1>')
    }

    await withMoto(moto, {}, async (endpoint) => {
      const error = await failure(new ECSClient(settings(endpoint)).send(new ListClustersCommand()))

      assert.equal(error.name, 'NotImplemented')
      assert.match(error.message, /moto does not have this part of ecs, or fails at it: POST \/ answered 500/)
    })
  })

  it('lets a correction change what goes to moto and what comes back', async () => {
    const moto: RequestListener = (request, response) => void text(request).then((body) => response.end(body))

    await withMoto(
      moto,
      {
        corrections: {
          'ecs.ListClusters': async (request, forward) => {
            const answer = await forward({...request, body: Buffer.from('{"clusterArns":["a"]}')})
            return {...answer, body: answer.body.toString().replace('"a"', '"a","b"')}
          },
        },
      },
      async (endpoint) => {
        const answer = await new ECSClient(settings(endpoint)).send(new ListClustersCommand())

        assert.deepEqual(answer.clusterArns, ['a', 'b'])
      },
    )
  })

  it('prepares a region before its first call, but not for services without regions', async () => {
    const regions: string[] = []
    const prepareRegion = async (region: string) => void regions.push(region)

    await withFront({prepareRegion}, async (endpoint) => {
      await failure(new EC2Client({...settings(endpoint), region: 'us-west-2'}).send(new DescribeVpcsCommand()))
      await failure(new IAMClient(settings(endpoint)).send(new ListRolesCommand()))
    })

    assert.deepEqual(regions, ['us-west-2'])
  })

  it('writes down service, operation, region and key of every call', async () => {
    const journal = createJournal()

    await withFront({journal}, async (endpoint) => {
      await failure(new EC2Client(settings(endpoint)).send(new DescribeVpcsCommand()))
      await failure(
        new LambdaClient(settings(endpoint)).send(new CreateFunctionCommand({FunctionName: 'f', Role: 'r', Code: {}})),
      )
      await fetch(`${endpoint}/public/object`)
    })

    assert.deepEqual(
      journal.entries().map(({service, operation, region, accessKeyId}) => [service, operation, region, accessKeyId]),
      [
        ['ec2', 'DescribeVpcs', 'eu-west-1', 'AKIA1'],
        ['lambda', 'CreateFunction', 'eu-west-1', 'AKIA1'],
        ['unsigned', 'GET /public/object', 'eu-west-1', undefined],
      ],
    )
  })

  it('throttles, breaks, answers a web page and cuts the connection where a test asks for it', async () => {
    const faults = createFaultList()
    faults.add({
      service: 'ecs',
      operation: 'ListClusters',
      code: 'ThrottlingException',
      reason: 'Rate exceeded',
      status: 400,
    })
    faults.add({service: 'ecs', operation: 'ListClusters', status: 503})
    faults.add({service: 'ecs', html: true, status: 502})
    faults.add({service: 'ecs', reset: true})
    const moto: RequestListener = (_request, response) => response.end('{"clusterArns":[]}')

    await withMoto(moto, {faults}, async (endpoint) => {
      const ecs = new ECSClient(settings(endpoint))
      const failures: AwsError[] = []
      for (let round = 0; round < 4; round += 1) failures.push(await failure(ecs.send(new ListClustersCommand())))
      const [throttled, broken, page, cut] = failures

      assert.deepEqual([throttled?.name, throttled?.message], ['ThrottlingException', 'Rate exceeded'])
      assert.deepEqual([broken?.name, broken?.$metadata.httpStatusCode], ['InternalFailure', 503])
      assert.equal(page?.$metadata.httpStatusCode, 502)
      assert.match(String(cut?.message), /ECONNRESET|socket hang up/)
      assert.deepEqual((await ecs.send(new ListClustersCommand())).clusterArns, [])
    })
  })

  it('answers a bug of its own as an AWS error, not with silence', async () => {
    const ecr = async () => {
      throw new TypeError('oops')
    }

    await withFront({services: {ecr}}, async (endpoint) => {
      const error = await failure(new ECRClient(settings(endpoint)).send(new GetAuthorizationTokenCommand()))

      assert.equal(error.name, 'InternalFailure')
      assert.match(error.message, /TypeError: oops/)
    })
  })
})

function withMoto(
  moto: RequestListener,
  options: Partial<FrontOptions>,
  work: (endpoint: string) => Promise<void>,
): Promise<void> {
  return listening(moto, (_origin, port) => withFront({...options, moto: {port, missing: ''}}, work))
}

function withFront(options: Partial<FrontOptions>, work: (endpoint: string) => Promise<void>): Promise<void> {
  const front = createFront({
    accountId: '123456789012',
    region: 'eu-west-1',
    services: {},
    corrections: {},
    moto: MISSING,
    faults: createFaultList(),
    journal: createJournal(),
    prepareRegion: async () => undefined,
    control: async () => undefined,
    ...options,
  })
  return listening(front, work)
}

async function failure(sent: Promise<unknown>): Promise<AwsError> {
  try {
    await sent
  } catch (error) {
    return error as AwsError
  }
  throw new assert.AssertionError({message: 'the call succeeded'})
}

async function text(request: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
