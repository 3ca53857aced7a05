import assert from 'node:assert/strict'
import {setTimeout as sleep} from 'node:timers/promises'

import {
  AddPermissionCommand,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  GetFunctionCommand,
  InvokeCommand,
  type InvokeCommandInput,
  type LambdaClient,
  ListFunctionsCommand,
  ListTagsCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda'

import type {ServiceClients} from '../cloudformation/clients.js'
import {type Behaviour, type Program, withLambda} from './lambda.test.fixture.js'
import {ImageProblem} from './state/find-image.js'

/** Of no registry: nobody is asked for a token. */
const image = (letter: string) => `client@sha256:${letter.repeat(64)}`
const echo: Program = (event) => ({response: JSON.stringify(event)})

async function create(lambda: LambdaClient, more: Partial<CreateFunctionCommandInput> = {}) {
  const made = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'client',
      PackageType: 'Image',
      Code: {ImageUri: image('a')},
      Role: 'arn:aws:iam::123456789012:role/client',
      ...more,
    }),
  )
  await settled(lambda)
  return made
}

/** As without moto. */
function noServices(): ServiceClients {
  const none = Object.assign(new Error('not there'), {name: 'NotImplemented'})
  const client = {send: () => Promise.reject(none)}
  return new Proxy({}, {get: () => () => Promise.resolve(client)}) as ServiceClients
}

async function settled(lambda: LambdaClient) {
  for (;;) {
    const {Configuration, Code} = await lambda.send(new GetFunctionCommand({FunctionName: 'client'}))
    if (Configuration?.State !== 'Pending' && Configuration?.LastUpdateStatus !== 'InProgress')
      return {...Configuration, Code}
    await sleep(2)
  }
}

async function invoke(lambda: LambdaClient, event: unknown = {}, more: Partial<InvokeCommandInput> = {}) {
  const Payload = JSON.stringify(event)
  const answer = await lambda.send(new InvokeCommand({FunctionName: 'client', Payload, ...more}))
  const {StatusCode, FunctionError, LogResult, ExecutedVersion} = answer
  const text = answer.Payload?.transformToString()
  return {
    StatusCode,
    FunctionError,
    ExecutedVersion,
    log: LogResult && Buffer.from(LogResult, 'base64').toString(),
    payload: text ? (JSON.parse(text) as Record<string, unknown>) : undefined,
  }
}

describe('functions of the local Lambda', () => {
  it('are Pending, then Active, with what they were made with', async () => {
    await withLambda(echo, async ({lambda}) => {
      const made = await create(lambda, {MemorySize: 2048, Timeout: 300, Environment: {Variables: {STAGE: 'dev'}}})

      const shown = await settled(lambda)
      assert.deepEqual([made.State, made.StateReasonCode, made.PackageType], ['Pending', 'Creating', 'Image'])
      assert.deepEqual(
        [shown.State, shown.StateReasonCode, shown.LastUpdateStatus],
        ['Active', undefined, 'Successful'],
      )
      assert.deepEqual([shown.MemorySize, shown.Timeout, shown.Environment?.Variables], [2048, 300, {STAGE: 'dev'}])
      assert.equal(shown.Code?.ResolvedImageUri, image('a'))
      assert.deepEqual(shown.LoggingConfig, {LogFormat: 'Text', LogGroup: '/aws/lambda/client'})
    })
  })

  it('take one change at a time', async () => {
    const pace = {stateMs: 100}
    await withLambda(
      echo,
      async ({lambda}) => {
        await create(lambda)
        await lambda.send(new UpdateFunctionConfigurationCommand({FunctionName: 'client', Timeout: 10}))

        const second = lambda.send(new UpdateFunctionCodeCommand({FunctionName: 'client', ImageUri: image('b')}))

        await assert.rejects(second, {name: 'ResourceConflictException', message: /An update is in progress for/})
        assert.equal((await settled(lambda)).Timeout, 10)
      },
      {pace},
    )
  })

  it('cannot be invoked before they are Active', async () => {
    await withLambda(
      echo,
      async ({lambda}) => {
        await lambda.send(
          new CreateFunctionCommand({
            FunctionName: 'client',
            Code: {ImageUri: image('a')},
            PackageType: 'Image',
            Role: 'arn:aws:iam::123456789012:role/client',
          }),
        )

        await assert.rejects(invoke(lambda), {name: 'ResourceConflictException', message: /state: Pending$/})
        await settled(lambda)
      },
      {pace: {stateMs: 50}},
    )
  })

  it('are refused without their image, and Failed where it goes away', async () => {
    const found = new Set<string>()
    const findImage = async (uri: string) => {
      if (uri === 'none' || found.has(uri))
        throw new ImageProblem('ImageDeleted', `Source image ${uri} does not exist.`)
      found.add(uri)
      return uri
    }
    await withLambda(
      echo,
      async ({lambda}) => {
        await assert.rejects(create(lambda, {Code: {ImageUri: 'none'}}), {
          name: 'InvalidParameterValueException',
          message: 'Source image none does not exist.',
        })
        await create(lambda)

        const shown = await settled(lambda)
        assert.deepEqual([shown.State, shown.StateReasonCode], ['Failed', 'ImageDeleted'])
        assert.deepEqual([shown.LastUpdateStatus, shown.LastUpdateStatusReasonCode], ['Failed', 'ImageDeleted'])
      },
      {findImage},
    )
  })

  it('go on with what they were where an update fails', async () => {
    let gone = ''
    const findImage = async (uri: string) => {
      if (uri === gone) throw new ImageProblem('ImageAccessDenied', 'no')
      return uri
    }
    await withLambda(
      echo,
      async ({lambda, runtime}) => {
        await create(lambda)
        await lambda.send(new UpdateFunctionCodeCommand({FunctionName: 'client', ImageUri: image('b')}))
        gone = image('b')

        const shown = await settled(lambda)
        await invoke(lambda)
        assert.deepEqual([shown.State, shown.LastUpdateStatus], ['Active', 'Failed'])
        assert.equal(shown.LastUpdateStatusReasonCode, 'ImageAccessDenied')
        assert.deepEqual(runtime.story, [`start ${image('a')}`])
      },
      {findImage, pace: {stateMs: 50}},
    )
  })

  it('are refused what Lambda refuses', async () => {
    await withLambda(echo, async ({lambda}) => {
      await create(lambda)

      await assert.rejects(create(lambda), {name: 'ResourceConflictException', message: /already exist: client/})
      await assert.rejects(create(lambda, {FunctionName: 'big', MemorySize: 64}), {message: /memorySize/})
      await assert.rejects(create(lambda, {FunctionName: 'long', Timeout: 901}), {message: /timeout/})
      await assert.rejects(create(lambda, {FunctionName: 'env', Environment: {Variables: {AWS_REGION: 'x'}}}), {
        name: 'InvalidParameterValueException',
        message: /reserved keys.*AWS_REGION$/,
      })
      await assert.rejects(create(lambda, {FunctionName: 'env', Environment: {Variables: {A: 'x'.repeat(4096)}}}), {
        name: 'InvalidParameterValueException',
        message: /exceeded the 4KB limit\. String measured: \{"A":"x+"\}$/,
      })
      await assert.rejects(create(lambda, {FunctionName: 'disk', EphemeralStorage: {Size: 511}}), {
        message: /'ephemeralStorage\.size' .* greater than or equal to 512$/,
      })
      const FileSystemConfigs = [{Arn: 'arn:aws:elasticfilesystem:::access-point/fsap-1', LocalMountPath: '/data'}]
      await assert.rejects(create(lambda, {FunctionName: 'files', FileSystemConfigs}), {
        name: 'ValidationException',
        message: /'fileSystemConfigs\.1\.member\.localMountPath' .* pattern: \^\/mnt\//,
      })
      await assert.rejects(lambda.send(new GetFunctionCommand({FunctionName: 'other'})), {
        name: 'ResourceNotFoundException',
        message: 'Function not found: arn:aws:lambda:eu-west-1:123456789012:function:other',
      })
    })
  })

  it('have tags, a policy and are listed, until they are deleted', async () => {
    await withLambda(echo, async ({lambda}) => {
      const {FunctionArn = ''} = await create(lambda, {Tags: {a: '1'}})
      const FunctionName = 'client'
      await lambda.send(new TagResourceCommand({Resource: FunctionArn, Tags: {b: '2'}}))
      await lambda.send(new UntagResourceCommand({Resource: FunctionArn, TagKeys: ['a']}))
      const permission = {
        FunctionName,
        StatementId: 's',
        Action: 'lambda:InvokeFunction',
        Principal: 'events.amazonaws.com',
      }
      await lambda.send(new AddPermissionCommand(permission))

      const {Tags} = await lambda.send(new ListTagsCommand({Resource: FunctionArn}))
      const {Functions} = await lambda.send(new ListFunctionsCommand({}))
      await assert.rejects(lambda.send(new AddPermissionCommand(permission)), {name: 'ResourceConflictException'})
      await lambda.send(new RemovePermissionCommand({FunctionName, StatementId: 's'}))
      await lambda.send(new DeleteFunctionCommand({FunctionName}))

      assert.deepEqual(Tags, {b: '2'})
      assert.deepEqual(
        Functions?.map((it) => it.FunctionName),
        ['client'],
      )
      await assert.rejects(lambda.send(new GetFunctionCommand({FunctionName})), {name: 'ResourceNotFoundException'})
    })
  })
})

describe('invocations in the local Lambda', () => {
  it('answer with what the program answers, one after the other in one warm container', async () => {
    await withLambda(echo, async ({lambda, runtime}) => {
      await create(lambda, {Environment: {Variables: {STAGE: 'dev'}}})

      const first = await invoke(lambda, {n: 1})
      const second = await invoke(lambda, {n: 2})

      assert.deepEqual(first, {...first, StatusCode: 200, FunctionError: undefined, ExecutedVersion: '$LATEST'})
      assert.deepEqual([first.payload, second.payload], [{n: 1}, {n: 2}])
      assert.equal(runtime.containers.length, 1)
      const {environment, readOnly, tmpfs, labels} = runtime.containers[0]!.spec
      assert.equal(environment['STAGE'], 'dev')
      assert.equal(environment['AWS_LAMBDA_FUNCTION_NAME'], 'client')
      assert.equal(environment['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'], '128')
      assert.equal(environment['AWS_LAMBDA_LOG_GROUP_NAME'], '/aws/lambda/client')
      assert.equal(readOnly, true)
      assert.match(tmpfs?.['/tmp'] ?? '', /size=512m/)
      assert.match(labels['aws-stack.local.function'] ?? '', /function:client$/)
    })
  })

  it('tell the program who is invoked and until when', async () => {
    const seen: Headers[] = []
    const program: Program = (_event, headers) => {
      seen.push(headers)
      return {response: 'null'}
    }
    await withLambda(program, async ({lambda}) => {
      const {FunctionArn} = await create(lambda, {Timeout: 30})
      const before = Date.now()
      await invoke(lambda)

      const [headers] = seen
      const left = Number(headers?.get('lambda-runtime-deadline-ms')) - before
      assert.equal(headers?.get('lambda-runtime-invoked-function-arn'), FunctionArn)
      assert.match(headers?.get('lambda-runtime-aws-request-id') ?? '', /^[0-9a-f-]{36}$/)
      assert.ok(left > 0 && left < 60_000, String(left))
    })
  })

  it('that run at the same time have containers of their own', async () => {
    const all: (() => void)[] = []
    const program: Program = async () => {
      await new Promise<void>((resolve) => {
        all.push(resolve)
        if (all.length === 2) for (const go of all) go()
      })
      return {response: '{}'}
    }
    await withLambda(program, async ({lambda, runtime}) => {
      await create(lambda)

      await Promise.all([invoke(lambda), invoke(lambda)])

      assert.equal(runtime.containers.length, 2)
    })
  })

  it('get a new container after a change', async () => {
    await withLambda(echo, async ({lambda, runtime}) => {
      await create(lambda)
      await invoke(lambda)
      await lambda.send(new UpdateFunctionCodeCommand({FunctionName: 'client', ImageUri: image('b')}))
      await settled(lambda)

      await invoke(lambda)

      assert.deepEqual(runtime.story, [`start ${image('a')}`, `stop ${image('a')}`, `start ${image('b')}`])
    })
  })

  it('fail with what the program says, and it goes on', async () => {
    const errors: Behaviour[] = [{error: {errorType: 'Broken', errorMessage: 'it broke'}}, {response: '{"ok":true}'}]
    await withLambda(
      () => errors.shift()!,
      async ({lambda, runtime}) => {
        await create(lambda)

        const failed = await invoke(lambda)
        const next = await invoke(lambda)

        assert.equal(failed.FunctionError, 'Unhandled')
        assert.deepEqual(failed.payload, {errorType: 'Broken', errorMessage: 'it broke'})
        assert.deepEqual(next.payload, {ok: true})
        assert.equal(runtime.containers.length, 1)
      },
    )
  })

  it('that take too long fail, and their container is killed', async () => {
    await withLambda(
      () => 'hang',
      async ({lambda, runtime}) => {
        await create(lambda, {Timeout: 1})

        const {FunctionError, payload, log} = await invoke(lambda, {}, {LogType: 'Tail'})

        assert.equal(FunctionError, 'Unhandled')
        assert.equal(payload?.['errorType'], 'Sandbox.Timedout')
        assert.match(String(payload?.['errorMessage']), /^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/)
        assert.match(log ?? '', /Task timed out after 1\.00 seconds\nEND .*\nREPORT .*Status: timeout/)
        assert.equal(runtime.story.at(-1), `stop ${image('a')}`)
      },
    )
  })

  it('in which the program exits fail, and the next has a new container', async () => {
    const does: Behaviour[] = [{exit: 3}, {exit: 0}, {exit: 137}, {response: '{}'}]
    await withLambda(
      () => does.shift()!,
      async ({lambda, runtime}) => {
        await create(lambda)

        const messages = []
        for (let n = 0; n < 3; n += 1) messages.push((await invoke(lambda)).payload?.['errorMessage'])
        const {FunctionError} = await invoke(lambda)

        assert.match(String(messages[0]), /Runtime exited with error: exit status 3$/)
        assert.match(String(messages[1]), /Runtime exited without providing a reason$/)
        assert.match(String(messages[2]), /Runtime exited with error: signal: killed$/)
        assert.equal(FunctionError, undefined)
        assert.equal(runtime.containers.length, 4)
      },
    )
  })

  it('carry no more than Lambda does', async () => {
    const big = JSON.stringify('x'.repeat(6 * 1024 * 1024 + 200))
    await withLambda(
      () => ({response: big}),
      async ({lambda, statuses}) => {
        await create(lambda)

        const tooMuchBack = await invoke(lambda)

        assert.equal(tooMuchBack.payload?.['errorType'], 'Function.ResponseSizeTooLarge')
        assert.deepEqual(statuses, [413])
        await assert.rejects(invoke(lambda, 'x'.repeat(6 * 1024 * 1024)), {
          name: 'RequestEntityTooLargeException',
          message: 'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
        })
        await assert.rejects(invoke(lambda, 'x'.repeat(1024 * 1024), {InvocationType: 'Event'}), {
          message: /too large for the Event invocation type/,
        })
        await assert.rejects(invoke(lambda, undefined, {Payload: '{'}), {name: 'InvalidRequestContentException'})
      },
    )
  })

  it('that nobody waits for are tried again where their container does not start, and the next call is answered', async () => {
    const arrived: string[] = []
    let broken: string[] = []
    const clients = (): ServiceClients => {
      if (broken.length > 0) throw new Error(broken.pop())
      return noServices()
    }
    await withLambda(
      (event) => {
        arrived.push(JSON.stringify(event))
        return {response: '{}'}
      },
      async ({lambda}) => {
        await create(lambda)
        broken = ['no disk', 'no address']

        await invoke(lambda, {number: 1}, {InvocationType: 'Event'})

        while (arrived.length < 1) await sleep(2)
        assert.deepEqual((await invoke(lambda, {number: 2})).payload, {})
        assert.deepEqual([...arrived, ...broken], ['{"number":1}', '{"number":2}'])
      },
      {clients},
    )
  })

  it('are tried again where nobody waits for them, as often as the function says', async () => {
    let attempts = 0
    const program: Program = () => {
      attempts += 1
      return {error: {errorType: 'Broken', errorMessage: 'again'}}
    }
    await withLambda(program, async ({lambda}) => {
      await create(lambda)
      await lambda.send(new PutFunctionEventInvokeConfigCommand({FunctionName: 'client', MaximumRetryAttempts: 1}))

      const {StatusCode, payload} = await invoke(lambda, {}, {InvocationType: 'Event'})
      while (attempts < 2) await sleep(5)
      await sleep(50)

      assert.deepEqual([StatusCode, payload], [202, undefined])
      assert.equal(attempts, 2)
    })
  })

  it('are only checked where that is asked', async () => {
    await withLambda(echo, async ({lambda, runtime}) => {
      await create(lambda)

      assert.equal((await invoke(lambda, {}, {InvocationType: 'DryRun'})).StatusCode, 204)

      assert.deepEqual(runtime.story, [])
    })
  })

  it('are throttled by the concurrency that is reserved', async () => {
    let called = false
    await withLambda(
      () => {
        called = true
        return 'hang'
      },
      async ({lambda}) => {
        await create(lambda, {Timeout: 1})
        await lambda.send(new PutFunctionConcurrencyCommand({FunctionName: 'client', ReservedConcurrentExecutions: 1}))
        const first = invoke(lambda)
        while (!called) await sleep(1)

        await assert.rejects(invoke(lambda), {name: 'TooManyRequestsException', message: 'Rate Exceeded.'})
        await first
      },
    )
  })

  it('need an engine, and say so', async () => {
    await withLambda(
      echo,
      async ({lambda}) => {
        await create(lambda)

        await assert.rejects(invoke(lambda), {message: /there is no Docker engine: nobody has one/})
      },
      {runtime: () => Promise.resolve('nobody has one')},
    )
  })

  it('say why a container did not start, and whose image is gone is Failed', async () => {
    await withLambda(echo, async ({lambda, runtime}) => {
      await create(lambda)
      runtime.broken.set(image('a'), 'CannotStartContainerError: no such program')
      const wrong = await invoke(lambda)
      runtime.broken.set(image('a'), 'CannotPullContainerError: not found')

      await assert.rejects(invoke(lambda), {name: 'ResourceConflictException', message: /state: Failed$/})

      assert.equal(wrong.payload?.['errorType'], 'Runtime.InvalidEntrypoint')
      const {State, StateReasonCode} = await settled(lambda)
      assert.deepEqual([State, StateReasonCode], ['Failed', 'ImageDeleted'])
    })
  })

  it('let the program call AWS, which is the local AWS', async () => {
    let api = ''
    const program: Program = async () => {
      const answer = await fetch(`http://${api}/2015-03-31/functions/client`, {headers: {authorization: SIGNED}})
      return {response: await answer.text()}
    }
    await withLambda(program, async ({lambda, runtime}) => {
      await create(lambda)
      const invoked = invoke(lambda)
      while (!runtime.containers[0]) await sleep(1)
      api = runtime.containers[0].spec.environment['AWS_LAMBDA_RUNTIME_API'] ?? ''

      const {payload} = await invoked

      assert.equal((payload?.['Configuration'] as {FunctionName?: string}).FunctionName, 'client')
      assert.equal(runtime.containers[0].spec.environment['AWS_ENDPOINT_URL'], `http://${api}`)
    })
  })
})

const SIGNED =
  'AWS4-HMAC-SHA256 Credential=test/20261121/eu-west-1/lambda/aws4_request, SignedHeaders=host, Signature=0'
