import assert from 'node:assert/strict'

import {StackError} from '../errors.js'
import type {StackResourceEvent} from '../events.js'
import type {EcsTask} from '../ports/ecs.js'
import {sample as createSample, type Sample} from '../testing/sample-app.fixture.js'
import {findCause} from './find-cause.js'

const STACK = 'sample-dev-server'
const SERVICE = 'arn:aws:ecs:eu-west-1:123456789012:service/cluster/server'
const IMAGE = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/sample-dev/server@sha256:1'
const TASK = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/server:2'

const failed = (type: string, reason: string, more: Partial<StackResourceEvent> = {}): StackResourceEvent => ({
  logicalId: 'Thing',
  type,
  status: 'CREATE_FAILED',
  reason,
  at: 1_000,
  ...more,
})
const service = failed('AWS::ECS::Service', 'ECS Deployment Circuit Breaker was triggered.', {physicalId: SERVICE})
const denied = new StackError('ACCESS_DENIED', 'no', {details: {awsCode: 'AccessDeniedException'}})

describe('finding the cause', () => {
  let sample: Sample
  beforeEach(async () => void (sample = await createSample()))

  const find = (...events: StackResourceEvent[]) => findCause({app: 'sample', stack: STACK, events}, sample.ctx)
  const meaningOf = async (event: StackResourceEvent) => (await find(event))?.meaning

  const stop = (task: Partial<EcsTask>, container: Partial<EcsTask['containers'][number]> = {}) =>
    sample.ctx.ecs.serviceTasks.set('server', [
      {
        arn: 'arn:aws:ecs:eu-west-1:123456789012:task/cluster/abc',
        taskDefinition: TASK,
        lastStatus: 'STOPPED',
        createdAt: 1,
        containers: [{name: 'main', image: IMAGE, ...container}],
        ...task,
      },
    ])

  it('tells the resource, its reason, and the line of the template', async () => {
    const template = {file: 'server.yaml', text: 'Resources:\n  Thing:\n    Type: AWS::EC2::VPC\n'}
    const event = failed('AWS::EC2::VPC', 'it broke')

    const cause = await findCause({app: 'sample', stack: STACK, events: [event], template}, sample.ctx)

    assert.deepEqual(cause, {
      stack: STACK,
      logicalId: 'Thing',
      type: 'AWS::EC2::VPC',
      status: 'CREATE_FAILED',
      reason: 'it broke',
      at: '1970-01-01T00:00:01.000Z',
      evidence: [],
      template: {file: 'server.yaml', line: 2},
      folded: 0,
      also: [],
      notLookedAt: [],
      suggestions: [],
    })
  })

  it('follows a nested stack to what failed inside', async () => {
    const id = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/sample-dev-server-Inner/1'
    const own = (status: string, at: number) => failed('AWS::CloudFormation::Stack', '', {physicalId: id, status, at})
    sample.ctx.cloudFormation.tell(id, [
      own('CREATE_IN_PROGRESS', 1),
      failed('AWS::SQS::Queue', 'a queue with this name already exists', {logicalId: 'Queue', at: 2}),
      own('CREATE_FAILED', 3),
      own('DELETE_IN_PROGRESS', 4),
      own('DELETE_COMPLETE', 5),
    ])
    const embedded = failed('AWS::CloudFormation::Stack', `Embedded stack ${id} was not successfully created`, {
      physicalId: id,
      at: 9,
    })

    const cause = await find(embedded)

    assert.equal(cause?.logicalId, 'Queue')
    assert.equal(cause?.stack, 'sample-dev-server-Inner')
    assert.equal(cause?.folded, 2)
  })

  it('shows why the task of a service stopped, with the last lines of its log', async () => {
    const {ecs, logs} = sample.ctx
    stop({stopCode: 'EssentialContainerExited', stoppedReason: 'Essential container in task exited'}, {exitCode: 3})
    const awslogs = {group: '/ecs/server', streamPrefix: 'ecs'}
    const containers = [{name: 'main', image: IMAGE, essential: true, hasHealthCheck: false, logs: awslogs}]
    ecs.taskDefinitions.set(TASK, {arn: TASK, family: 'server', containers})
    logs.put('/ecs/server', 'ecs/main/abc', ...Array.from({length: 30}, (_, line) => `line ${line}\n`))

    const cause = await find(service)

    assert.equal(cause?.meaning, 'the container main ended with exit code 3')
    assert.deepEqual(cause?.evidence[0], {
      title: 'stopped task abc',
      lines: ['Essential container in task exited (EssentialContainerExited)', `main ended with 3, image ${IMAGE}`],
    })
    assert.equal(cause?.evidence[1]?.title, 'last lines of main (/ecs/server)')
    assert.equal(cause?.evidence[1]?.lines.length, 20)
    assert.equal(cause?.evidence[1]?.lines.at(-1), 'line 29')
  })

  it('says that the image of a task is not in its repository', async () => {
    sample.ctx.ecr.put('sample-dev/server', 'other', 'sha256:2')
    stop({
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'CannotPullContainerError: pull image manifest has been retried',
    })

    assert.equal(
      await meaningOf(service),
      `the image ${IMAGE} is not in its repository; it may have expired or been deleted`,
    )
  })

  it('tells a registry that cannot be reached from one that denies', async () => {
    sample.ctx.ecr.put('sample-dev/server', 'this', 'sha256:1')
    stop({stoppedReason: 'CannotPullContainerError: dial tcp 1.2.3.4:443: i/o timeout'})
    assert.match((await meaningOf(service)) ?? '', /the registry cannot be reached/)

    stop({stoppedReason: 'CannotPullContainerError: denied: User: x is not authorized'})
    assert.match((await meaningOf(service)) ?? '', /the execution role may not pull it/)
  })

  const SETUPS: [reason: string, meaning: RegExp][] = [
    [
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed',
      /a secret or the registry login/,
    ],
    ['ResourceInitializationError: failed to validate logger args: create stream has been retried', /its log group/],
    ['ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes', /EFS file system/],
  ]
  for (const [reason, meaning] of SETUPS) {
    it(`knows what could not be set up: ${reason.slice(29, 70)}`, async () => {
      stop({stopCode: 'TaskFailedToStart', stoppedReason: reason})

      assert.match((await meaningOf(service)) ?? '', meaning)
    })
  }

  it('tells the newest words of a service whose tasks cannot be placed', async () => {
    sample.ctx.ecs.services.set('server', {
      arn: SERVICE,
      name: 'server',
      cluster: 'cluster',
      status: 'ACTIVE',
      desired: 1,
      running: 0,
      pending: 0,
      taskDefinition: TASK,
      deployments: [],
      events: [{at: 1, message: '(service server) was unable to place a task.'}],
    })

    assert.equal(await meaningOf(service), 'ECS says: (service server) was unable to place a task')
  })

  it('never hides the failure behind what it may not look at', async () => {
    const {ecs} = sample.ctx
    ecs.failures.set('service', denied)
    ecs.failures.set('tasks', denied)
    ecs.failures.set('serviceDeployments', new TypeError('a bug'))

    const cause = await find(service)

    assert.equal(cause?.reason, 'ECS Deployment Circuit Breaker was triggered.')
    assert.deepEqual(cause?.notLookedAt, [
      'ecs:DescribeServices denied',
      'ecs:ListTasks denied',
      'ecs:ListServiceDeployments failed: a bug',
    ])
  })

  it('takes no longer than it is given', async () => {
    sample.ctx.ecs.onCall = () => new Promise(() => {})
    const began = Date.now()

    const cause = await findCause({app: 'sample', stack: STACK, events: [service]}, sample.ctx, 50)

    assert.ok(Date.now() - began < 1_000)
    assert.equal(cause?.logicalId, 'Thing')
    assert.ok(cause?.notLookedAt.includes('ecs:ListTasks was not answered in time'))
  })

  it('tells why a function is not active, with its last lines', async () => {
    const {functions, logs} = sample.ctx
    functions.functions.set('client', {
      name: 'client',
      arn: 'arn',
      state: 'Failed',
      stateReasonCode: 'FunctionError.RuntimeInitError',
      stateReason: 'the runtime could not start',
      lastUpdate: 'Successful',
      packageType: 'Image',
      timeoutMs: 3000,
      logGroup: '/aws/lambda/client',
    })
    logs.put('/aws/lambda/client', 'stream', 'ImportError: no module named vast\n')

    const cause = await find(failed('AWS::Lambda::Function', 'Function not in Active state', {physicalId: 'client'}))

    assert.equal(cause?.meaning, 'the function client did not become active: the runtime could not start')
    assert.deepEqual(cause?.evidence, [
      {title: 'last lines of /aws/lambda/client', lines: ['ImportError: no module named vast']},
    ])
  })

  const lambda = 'AWS::Lambda::Function'
  const SENTENCES: [name: string, event: StackResourceEvent, meaning: RegExp][] = [
    [
      'an index that Lambda does not take',
      failed(lambda, 'The image manifest, config or layer media type for the source image r/x:1 is not supported.'),
      /one platform only/,
    ],
    [
      'an image that Lambda may not read',
      failed(lambda, 'Lambda does not have permission to access the ECR image. Check the ECR permissions.'),
      /the repository's policy/,
    ],
    [
      'an image that is not there',
      failed(lambda, 'Source image r/x:1 does not exist. Provide a valid source image.'),
      /r\/x:1 is not there/,
    ],
    [
      'a role that Lambda cannot assume',
      failed(lambda, 'The role defined for the function cannot be assumed by Lambda.'),
      /Lambda cannot assume the role/,
    ],
    [
      'a name that is taken',
      failed(
        'AWS::SQS::Queue',
        'Resource handler returned message: "work already exists" (RequestToken: 1, HandlerErrorCode: AlreadyExists)',
      ),
      /with this name already/,
    ],
    [
      'a name of another stack',
      failed(
        'AWS::ECR::Repository',
        'vast-dev/server already exists in stack arn:aws:cloudformation:eu-west-1:1:stack/other/1',
      ),
      /belongs to another stack already: .*stack\/other\/1/,
    ],
    [
      'a bucket that is not empty',
      failed('AWS::S3::Bucket', 'The bucket you tried to delete is not empty', {
        status: 'DELETE_FAILED',
        physicalId: 'data',
      }),
      /bucket data still holds objects/,
    ],
    [
      'a repository that is not empty',
      failed(
        'AWS::ECR::Repository',
        "The repository with name 'x' cannot be deleted because it still contains images",
        {status: 'DELETE_FAILED'},
      ),
      /still holds images/,
    ],
    [
      'an export in use',
      failed('AWS::CloudFormation::Stack', 'Export net-Vpc cannot be deleted as it is in use by app-dev-server', {
        status: 'DELETE_FAILED',
      }),
      /imported by app-dev-server/,
    ],
    [
      'a security group in use',
      failed('AWS::EC2::SecurityGroup', 'resource sg-1 has a dependent object (HandlerErrorCode: InvalidRequest)', {
        status: 'DELETE_FAILED',
        physicalId: 'sg-1',
      }),
      /still uses sg-1/,
    ],
    [
      'a network interface that is attached',
      failed('AWS::EC2::Subnet', 'Network interface eni-0a1 is currently in use', {status: 'DELETE_FAILED'}),
      /eni-0a1 is still attached/,
    ],
    [
      'what did not become ready',
      failed('AWS::EFS::MountTarget', 'Resource did not stabilize', {physicalId: 'fsmt-1'}),
      /fsmt-1 was not ready in the time/,
    ],
    [
      "a handler's own code",
      failed(
        'AWS::EC2::VPC',
        'Resource handler returned message: "x" (RequestToken: 1, HandlerErrorCode: NotUpdatable)',
      ),
      /cannot be changed after creation/,
    ],
  ]
  for (const [name, event, meaning] of SENTENCES) {
    it(`knows ${name}`, async () => {
      assert.match((await meaningOf(event)) ?? '', meaning)
    })
  }

  it('names the action, the role and the policy that denies', async () => {
    const role = 'arn:aws:sts::123456789012:assumed-role/deployer/ci'
    const reason = `API: iam:CreateRole User: ${role} is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::123456789012:role/x because no identity-based policy allows the iam:CreateRole action`

    const cause = await find(failed('AWS::IAM::Role', reason))

    assert.equal(
      cause?.meaning,
      `${role} may not do iam:CreateRole on arn:aws:iam::123456789012:role/x: no identity-based policy allows it`,
    )
    assert.deepEqual(cause?.facts, {
      action: 'iam:CreateRole',
      principal: role,
      resource: 'arn:aws:iam::123456789012:role/x',
      policy: 'identity-based policy',
    })
  })

  it('knows a denial by a service control policy, and keeps an encoded message', async () => {
    const scp = `User: arn:aws:iam::1:user/me is not authorized to perform: ec2:CreateVpc with an explicit deny in a service control policy`
    const encoded =
      'API: ec2:CreateVpc You are not authorized to perform this operation. Encoded authorization failure message: abc-DEF_1'

    assert.match((await meaningOf(failed('AWS::EC2::VPC', scp))) ?? '', /a service control policy denies it$/)
    const {facts, meaning} = (await find(failed('AWS::EC2::VPC', encoded))) ?? {}
    assert.equal(facts?.['encodedMessage'], 'abc-DEF_1')
    assert.match(meaning ?? '', /may not do ec2:CreateVpc/)
  })

  const QUOTAS: [type: string, reason: string, code: string][] = [
    [
      'AWS::EC2::EIP',
      'The maximum number of addresses has been reached. (Service: Ec2, Status Code: 400)',
      'L-0263D0A3',
    ],
    [
      'AWS::EC2::VPC',
      'Resource handler returned message: "x" (RequestToken: 1, HandlerErrorCode: ServiceLimitExceeded)',
      'L-F678F1CE',
    ],
    ['AWS::EC2::NatGateway', 'NatGatewayLimitExceeded', 'L-FE5A380F'],
  ]
  for (const [type, reason, code] of QUOTAS) {
    it(`names the quota of ${type}, and how to raise it`, async () => {
      const cause = await find(failed(type, reason))

      assert.equal(cause?.facts?.['quotaCode'], code)
      assert.match(
        cause?.suggestions[1] ?? '',
        new RegExp(`request-service-quota-increase .*${code} .*--desired-value 10$`),
      )
    })
  }

  it('tells which hook refused a resource, and why', async () => {
    sample.ctx.cloudFormation.operations.set(STACK, [
      {
        kind: 'HOOK_INVOCATION_ERROR',
        logicalId: 'Thing',
        at: 1_000,
        hook: {
          type: 'Private::Guard::Hook',
          status: 'HOOK_COMPLETE_FAILED',
          reason: 'no encryption',
          failureMode: 'FAIL',
        },
      },
    ])

    const cause = await find(failed('AWS::S3::Bucket', 'The following hook(s) failed: [Private::Guard::Hook]'))

    assert.equal(cause?.meaning, 'the hook Private::Guard::Hook refused Thing: no encryption')
  })

  it('takes what the stack says of itself where no event tells a cause', async () => {
    const input = {app: 'sample', stack: STACK, events: [], stackReason: 'Internal Failure'}

    assert.equal((await findCause(input, sample.ctx))?.reason, 'Internal Failure')
    assert.equal(await findCause({...input, stackReason: undefined}, sample.ctx), undefined)
  })
})
