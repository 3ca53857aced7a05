import assert from 'node:assert/strict'

import {vast} from '@aws-stack/plugin-vast'

import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {type Finished, project, type Project} from './fixtures/project.js'

interface Deployed {
  changed: boolean
  images: {name: string; uri: string; digest: string; built: boolean; pushed: boolean}[]
  stacks: {part: string; name: string; status: string; changed: boolean; outputs: Record<string, string>}[]
  services: {part: string; state: string; running: number; images: {digest?: string}[]}[]
  functions: {part: string; digest?: string}[]
  verified: boolean
}

const parts = ['registry', 'network', 'server', 'client']

function json<T>({stdout, stderr, code}: Finished): T {
  try {
    return JSON.parse(stdout) as T
  } catch {
    throw new Error(`no JSON on stdout, exit ${code}:\n${stdout}\n${stderr}`)
  }
}

/** A stage and a block of its own for each test: they share the account and the peered VPC. */
const stages = ['full', 'attached', 'broken', 'unbuilt', 'engineless', 'refused', 'bumpy', 'gone']
const cidrOf = (stage: string) => `10.42.${stages.indexOf(stage)}.0/24`
const deploying = (stage: string) => ['--stage', stage, '--cidr', cidrOf(stage)]

async function deployed(user: Project, stage: string, environment = {}): Promise<Deployed> {
  const run = await user.cli(['vast:deploy', '--local', '--yes', '--json', ...deploying(stage)], environment)
  assert.equal(run.code, 0, `${run.stdout}\n${run.stderr}`)
  return json(run)
}

async function destroyed(user: Project, stage: string): Promise<void> {
  const run = await user.cli(['vast:destroy', '--local', '--yes', '--force', '--stage', stage])
  assert.equal(run.code, 0, `${run.stdout}\n${run.stderr}`)
}

const outputsOf = ({stacks}: Deployed) =>
  Object.assign({}, ...stacks.map(({outputs}) => outputs)) as Record<string, string>

describe('vast:deploy on the local AWS', function () {
  this.timeout(600_000)
  let local: LocalAws

  before(function () {
    local = localAws(this)
  })

  afterEach(() => local.clearFaults())

  describe('a full deploy', () => {
    const stage = 'full'
    let user: Project
    let result: Deployed

    before(async () => {
      user = await project()
      result = await deployed(user, stage)
    })

    after(() => destroyed(user, stage))

    it('prints one document: every image built and pushed, every stack complete', () => {
      assert.equal(result.changed, true)
      assert.deepEqual(
        result.images.map(({name, built, pushed}) => ({name, built, pushed})),
        [
          {name: 'server', built: true, pushed: true},
          {name: 'client', built: true, pushed: true},
        ],
      )
      assert.deepEqual(
        result.stacks
          .map(({part, status, changed}) => ({part, status, changed}))
          .toSorted((a, b) => parts.indexOf(a.part) - parts.indexOf(b.part)),
        parts.map((part) => ({part, status: 'CREATE_COMPLETE', changed: true})),
      )
    })

    it('says that the server waits to be started, and what the client runs', () => {
      assert.equal(result.verified, true)
      assert.deepEqual(
        result.services.map(({part, state}) => [part, state]),
        [['server', 'not-started']],
      )
      assert.equal(result.functions[0]?.digest, result.images.find(({name}) => name === 'client')?.digest)
    })

    it('makes the VPC of the CIDR, split in two halves in one zone, the private half first', async () => {
      const {Subnets} = await local.aws<{
        Subnets: {CidrBlock: string; AvailabilityZone: string; VpcId: string; Tags?: {Key: string; Value: string}[]}[]
      }>('ec2', 'describe-subnets', '--filters', `Name=vpc-id,Values=${outputsOf(result)['VpcId']}`)
      const {Vpcs} = await local.aws<{Vpcs: {CidrBlock: string}[]}>(
        'ec2',
        'describe-vpcs',
        '--vpc-ids',
        String(outputsOf(result)['VpcId']),
      )

      assert.equal(Vpcs[0]?.CidrBlock, '10.42.0.0/24')
      assert.deepEqual(Subnets.map(({CidrBlock}) => CidrBlock).toSorted(), ['10.42.0.0/25', '10.42.0.128/25'])
      assert.equal(new Set(Subnets.map(({AvailabilityZone}) => AvailabilityZone)).size, 1)
    })

    it("puts the way back into the peered VPC's main route table", async () => {
      const {RouteTables} = await local.aws<{
        RouteTables: {Routes: {DestinationCidrBlock?: string; VpcPeeringConnectionId?: string}[]}[]
      }>(
        'ec2',
        'describe-route-tables',
        '--filters',
        `Name=vpc-id,Values=${local.state.sampleVpcs[local.state.region]}`,
        'Name=association.main,Values=true',
      )
      const back = RouteTables[0]?.Routes.find(({DestinationCidrBlock}) => DestinationCidrBlock === '10.42.0.0/25')

      assert.match(back?.VpcPeeringConnectionId ?? '', /^pcx-/)
    })

    it('runs by the digest that the registry has, and docker pulls that image', async () => {
      const server = result.images.find(({name}) => name === 'server')
      const {taskDefinitionArns} = await local.aws<{taskDefinitionArns: string[]}>(
        'ecs',
        'list-task-definitions',
        '--family-prefix',
        `vast-${stage}-server`,
      )
      const {taskDefinition} = await local.aws<{
        taskDefinition: {
          containerDefinitions: {image: string}[]
          cpu: string
          networkMode: string
          volumes: {efsVolumeConfiguration?: {fileSystemId: string; transitEncryption: string}}[]
        }
      }>('ecs', 'describe-task-definition', '--task-definition', String(taskDefinitionArns.at(-1)))
      const {imageDetails} = await local.aws<{imageDetails: {imageDigest: string}[]}>(
        'ecr',
        'describe-images',
        '--repository-name',
        `vast-${stage}/server`,
      )

      assert.equal(taskDefinition.containerDefinitions[0]?.image, server?.uri)
      assert.equal(imageDetails[0]?.imageDigest, server?.digest)
      assert.equal(taskDefinition.networkMode, 'awsvpc')
      await logIn(local)
      await local.docker('pull', '--quiet', String(server?.uri))
      assert.match(
        await local.docker('inspect', '--format', '{{join .RepoDigests ","}}', String(server?.uri)),
        new RegExp(String(server?.digest)),
      )
    })

    it('mounts EFS, encrypted in transit and at rest', async () => {
      const {FileSystems} = await local.aws<{
        FileSystems: {FileSystemId: string; Encrypted: boolean; Tags: {Key: string; Value: string}[]}[]
      }>('efs', 'describe-file-systems')
      const own = FileSystems.filter(({Tags}) =>
        Tags.some(({Key, Value}) => Key === 'aws-stack:stage' && Value === stage),
      )

      assert.equal(own.length, 1)
      assert.equal(own[0]?.Encrypted, true)
    })

    it('gives the Lambda client the image by digest and the address of the server', async () => {
      const {Functions} = await local.aws<{
        Functions: {
          FunctionName: string
          PackageType: string
          Timeout: number
          MemorySize: number
          Environment: {Variables: Record<string, string>}
          VpcConfig: {SubnetIds: string[]}
        }[]
      }>('lambda', 'list-functions')
      const client = Functions.find(({FunctionName}) => FunctionName.startsWith(`vast-${stage}`))

      assert.equal(client?.PackageType, 'Image')
      assert.deepEqual([client?.Timeout, client?.MemorySize], [300, 2048])
      assert.match(client?.Environment.Variables['VAST_ENDPOINT'] ?? '', /:42000$/)
      assert.equal(client?.VpcConfig.SubnetIds.length, 1)
    })

    it('tags what it makes', async () => {
      const {Vpcs} = await local.aws<{Vpcs: {Tags: {Key: string; Value: string}[]}[]}>(
        'ec2',
        'describe-vpcs',
        '--vpc-ids',
        String(outputsOf(result)['VpcId']),
      )
      const tags = Object.fromEntries((Vpcs[0]?.Tags ?? []).map(({Key, Value}) => [Key, Value]))

      assert.equal(tags['aws-stack:app'], 'vast')
      assert.equal(tags['aws-stack:stage'], stage)
      assert.equal(tags['aws-stack:part'], 'network')
    })

    it('changes nothing the second time: no change set, and no Docker engine is needed', async () => {
      await local.forgetRequests()

      const again = await deployed(user, stage)

      const calls = (await local.requests())
        .filter(({service}) => service === 'cloudformation')
        .map(({operation}) => operation)
      assert.equal(again.changed, false)
      assert.deepEqual(
        again.images.map(({built, pushed}) => ({built, pushed})),
        [
          {built: false, pushed: false},
          {built: false, pushed: false},
        ],
      )
      assert.deepEqual([...new Set(calls)].toSorted(), ['DescribeStacks', 'GetTemplate'])
      const off = vast.stacks.filter(({optional}) => optional).length
      assert.ok(calls.length <= 8 + off, `${calls.length} reads for 4 stacks and ${off} that are off`)
    })

    it('says so without Docker too, with plain AWS variables and the three of the seed in .env', async () => {
      const vpc = local.state.sampleVpcs[local.state.region]
      const plain = await project({
        '.env': `VAST_AWS_REGION=${local.state.region}\nVAST_PEERED_VPC_ID=${vpc}\nVAST_CIDR=10.42.0.0/24\n`,
      })
      const image = local.state.standIns['tenzir/vast']

      const run = await plain.cli(['vast:deploy', '--yes', '--json', '--stage', stage], {
        ...local.environment,
        DOCKER_HOST: 'unix:///nowhere/docker.sock',
        ...(image && {VAST_IMAGE: image}),
      })

      assert.equal(run.code, 0, run.stderr)
      assert.equal(json<Deployed>(run).changed, false)
    })

    it('shows in plan, status, outputs and image:list what is there', async () => {
      const [plan, status, outputs, images] = await Promise.all(
        [['vast:plan', '--cidr', cidrOf(stage)], ['vast:status'], ['vast:outputs'], ['vast:image:list']].map(
          (command) => user.cli([...command, '--local', '--json', '--stage', stage]),
        ),
      )

      assert.equal(json<{changed: boolean}>(plan as Finished).changed, false)
      assert.equal(json<{deployed: boolean}>(status as Finished).deployed, true)
      assert.ok(json<{outputs: {name: string}[]}>(outputs as Finished).outputs.some(({name}) => name === 'VpcId'))
      assert.deepEqual(
        json<{images: {tags: {live: boolean}[]}[]}>(images as Finished).images.map(({tags}) =>
          tags.map(({live}) => live),
        ),
        [[true], [true]],
      )
    })

    it('draws what is deployed as it draws the plan', async () => {
      const [deployed, planned] = await Promise.all(
        [[], ['--planned', '--cidr', cidrOf(stage)]].map((more) =>
          user.cli(['vast:diagram', '--local', '--stage', stage, ...more]),
        ),
      )

      assert.equal(deployed?.code, 0, deployed?.stderr)
      assert.match(deployed?.stdout ?? '', /server_FileSystem -->\|"mounted by"\| server_Service/)
      assert.equal(deployed?.stdout, planned?.stdout)
    })

    it('rolls only what depends on a changed image, and keeps a running server running', async () => {
      const {serviceArns} = await local.aws<{serviceArns: string[]}>(
        'ecs',
        'list-services',
        '--cluster',
        `vast-${stage}`,
      )
      await local.aws(
        'ecs',
        'update-service',
        '--cluster',
        `vast-${stage}`,
        '--service',
        String(serviceArns[0]),
        '--desired-count',
        '1',
      )
      const base = await anotherBase(local)

      const second = await deployed(user, stage, {VAST_IMAGE: base})

      const {services} = await local.aws<{services: {desiredCount: number}[]}>(
        'ecs',
        'describe-services',
        '--cluster',
        `vast-${stage}`,
        '--services',
        String(serviceArns[0]),
      )
      assert.deepEqual(Object.fromEntries(second.stacks.map(({part, changed}) => [part, changed])), {
        registry: false,
        network: false,
        server: true,
        client: true,
      })
      assert.equal(services[0]?.desiredCount, 1)
      const digestOf = (image: string) => second.images.find(({name}) => name === image)?.digest
      assert.equal(second.verified, true)
      assert.partialDeepStrictEqual(second.services, [
        {part: 'server', state: 'running', running: 1, images: [{digest: digestOf('server')}]},
      ])
      assert.partialDeepStrictEqual(second.functions, [{part: 'client', digest: digestOf('client')}])
    })
  })

  it('keeps data on the task with ATTACHED storage: no file system is made', async () => {
    const user = await project()
    await deployed(user, 'attached', {VAST_SERVER_STORAGE_TYPE: 'ATTACHED'})

    const {FileSystems} = await local.aws<{FileSystems: {Tags: {Value: string}[]}[]}>('efs', 'describe-file-systems')

    assert.ok(!FileSystems.some(({Tags}) => Tags.some(({Value}) => Value === 'attached')))
    await destroyed(user, 'attached')
  })

  it('keeps the images of another region in that region', async () => {
    const user = await project()
    const there = ['--local', '--json', '--region', 'us-east-1', '--stage', 'abroad']
    await user.cli(['vast:deploy', ...there, '--yes', '--part', 'registry'])

    const first = await user.cli(['vast:image:push', ...there, '--only', 'server'])
    const second = await user.cli(['vast:image:push', ...there, '--only', 'server'])

    assert.deepEqual([json<Deployed>(first).changed, json<Deployed>(second).changed], [true, false], first.stderr)
    const {repositories} = await local.aws<{repositories: {repositoryName: string}[]}>(
      'ecr',
      'describe-repositories',
      '--region',
      'us-east-1',
    )
    assert.deepEqual(repositories.map(({repositoryName}) => repositoryName).toSorted(), [
      'vast-abroad/client',
      'vast-abroad/server',
    ])
    await user.cli(['vast:destroy', ...there, '--yes', '--force'])
  })

  it('blames the first cause with its line, says that it was rolled back, and recovers with the next deploy', async () => {
    const user = await project()
    await local.fail({
      stack: 'vast-broken-network',
      logicalId: 'NatGateway',
      reason: 'The maximum number of addresses has been reached.',
      times: 1,
    })

    const failed = await user.cli(['vast:deploy', '--local', '--yes', '--json', ...deploying('broken')])
    const {error} = json<{
      error: {
        code: string
        message: string
        details: {status: string; resource: string; template: {file: string; line: number}}
      }
    }>(failed)
    const status = await local.aws<{Stacks: {StackStatus: string}[]}>(
      'cloudformation',
      'describe-stacks',
      '--stack-name',
      'vast-broken-network',
    )
    const recovered = await deployed(user, 'broken')

    assert.equal(failed.code, 5)
    assert.equal(error.code, 'STACK_FAILED')
    assert.match(error.message, /vast-broken-network failed at NatGateway: .*maximum number of addresses/)
    assert.match(error.details.template.file, /network\.yaml$/)
    assert.ok(error.details.template.line > 1)
    assert.equal(status.Stacks[0]?.StackStatus, 'ROLLBACK_COMPLETE')
    assert.ok(recovered.stacks.every(({status}) => status === 'CREATE_COMPLETE'))
    await destroyed(user, 'broken')
  })

  it('shows the step that broke when an image does not build, and makes no stack of it', async () => {
    const user = await project()
    const noApt = await baseWithoutApt(local)

    const run = await user.cli(['vast:deploy', '--local', '--yes', ...deploying('unbuilt')], {VAST_IMAGE: noApt})

    assert.equal(run.code, 2)
    assert.match(run.stderr, /RUN/)
    assert.match(run.stderr, /apt-get/)
    await destroyed(user, 'unbuilt')
  })

  for (const [what, environment, code, message] of [
    [
      'a peered VPC that is not there',
      {VAST_PEERED_VPC_ID: 'vpc-00000000000000000'},
      3,
      /there is no VPC vpc-00000000000000000 in eu-west-1/,
    ],
    [
      'a block that overlaps the peered VPC',
      {VAST_CIDR: '10.0.1.0/24'},
      2,
      /VAST_CIDR: .*10\.0\.1\.0\/24 overlaps 10\.0\.0\.0\/16/,
    ],
  ] as const) {
    it(`fails in the plan for ${what}, with nothing made`, async () => {
      const user = await project()

      const run = await user.cli(['vast:deploy', '--local', '--yes', '--stage', 'impossible'], environment)

      const {stdout} = await user.cli(['vast:status', '--local', '--json', '--stage', 'impossible'])
      assert.equal(run.code, code, run.stderr)
      assert.match(run.stderr, message)
      assert.deepEqual(
        new Set(json<{stacks: {status: string}[]}>({stdout, stderr: '', code: 0}).stacks.map(({status}) => status)),
        new Set(['NOT_DEPLOYED']),
      )
    })
  }

  it('says that the engine is missing, where it was looked for, and what to run', async () => {
    const user = await project()
    const vpc = String(local.state.sampleVpcs[local.state.region])

    const run = await user.cli(['vast:deploy', '--yes', '--json', ...deploying('engineless')], {
      ...local.environment,
      DOCKER_HOST: 'unix:///nowhere/docker.sock',
      VAST_PEERED_VPC_ID: vpc,
      VAST_IMAGE: String(local.state.standIns['tenzir/vast']),
    })

    const {error} = json<{error: {code: string; message: string; suggestions: string[]}}>(run)
    assert.equal(run.code, 2)
    assert.equal(error.code, 'DOCKER_UNAVAILABLE')
    assert.match(error.message, /\/nowhere\/docker\.sock/)
    assert.deepEqual(error.suggestions, ['aws-stack doctor --stage engineless'])
    await destroyed(user, 'engineless')
  })

  it('reports a registry that refuses the token as one error', async () => {
    const user = await project()
    await local.fail({service: 'registry', status: 401, code: 'UNAUTHORIZED', reason: 'authentication required'})

    const run = await user.cli(['vast:deploy', '--local', '--yes', '--json', ...deploying('refused')])

    await local.clearFaults()
    assert.equal(run.code, 4)
    assert.equal(json<{error: {code: string}}>(run).error.code, 'REGISTRY_DENIED')
    await destroyed(user, 'refused')
  })

  it('gets through throttles and dropped connections', async () => {
    const user = await project()
    await local.fail({
      service: 'cloudformation',
      operation: 'DescribeStacks',
      code: 'Throttling',
      status: 400,
      reason: 'Rate exceeded',
      times: 2,
    })
    await local.fail({service: 'cloudformation', operation: 'DescribeStackEvents', reset: true, times: 2})

    const result = await deployed(user, 'bumpy')

    assert.ok(result.stacks.every(({status}) => status === 'CREATE_COMPLETE'))
    await destroyed(user, 'bumpy')
  })

  it('leaves nothing after destroy', async () => {
    const user = await project()
    const before = await everything(local)
    await deployed(user, 'gone')

    await destroyed(user, 'gone')

    assert.deepEqual(await everything(local), before)
  })
})

/** What an account holds of the kinds that VAST makes, as the services themselves list it. */
async function everything(local: LocalAws): Promise<Record<string, unknown>> {
  const lists: [string, string[], string][] = [
    ['vpcs', ['ec2', 'describe-vpcs'], 'Vpcs[].VpcId'],
    ['subnets', ['ec2', 'describe-subnets'], 'Subnets[].SubnetId'],
    ['nat', ['ec2', 'describe-nat-gateways', '--filter', 'Name=state,Values=available'], 'NatGateways[].NatGatewayId'],
    ['addresses', ['ec2', 'describe-addresses'], 'Addresses[].AllocationId'],
    [
      'peerings',
      ['ec2', 'describe-vpc-peering-connections'],
      "VpcPeeringConnections[?Status.Code=='active'].VpcPeeringConnectionId",
    ],
    ['groups', ['ec2', 'describe-security-groups'], 'SecurityGroups[].GroupId'],
    ['routes', ['ec2', 'describe-route-tables'], 'RouteTables[].Routes[].DestinationCidrBlock'],
    ['clusters', ['ecs', 'list-clusters'], 'clusterArns'],
    ['functions', ['lambda', 'list-functions'], 'Functions[].FunctionName'],
    ['file systems', ['efs', 'describe-file-systems'], 'FileSystems[].FileSystemId'],
    ['namespaces', ['servicediscovery', 'list-namespaces'], 'Namespaces[].Id'],
    ['logs', ['logs', 'describe-log-groups'], 'logGroups[].logGroupName'],
    ['roles', ['iam', 'list-roles'], 'Roles[].RoleName'],
    ['repositories', ['ecr', 'describe-repositories'], 'repositories[].repositoryName'],
    ['stacks', ['cloudformation', 'describe-stacks'], 'Stacks[].StackName'],
  ]
  const found = await Promise.all(
    lists.map(
      async ([name, command, query]) =>
        [name, ((await local.aws<string[] | null>(...command, '--query', query)) ?? []).toSorted()] as const,
    ),
  )
  return Object.fromEntries(found)
}

/** The base image with one label more: another digest, the same content. */
async function anotherBase(local: LocalAws): Promise<string> {
  const base = String(local.state.standIns['tenzir/vast'])
  return derivedBase(local, base, ['--change', 'LABEL generation=2'], 'second')
}

async function baseWithoutApt(local: LocalAws): Promise<string> {
  const base = String(local.state.standIns['tenzir/vast'])
  return derivedBase(local, base, ['--change', 'ENV PATH=/nowhere'], 'no-apt')
}

async function derivedBase(local: LocalAws, base: string, changes: string[], name: string): Promise<string> {
  const repository = base.split('@')[0]?.replace('stand-in/vast', `stand-in/${name}`) ?? ''
  await local.aws('ecr', 'create-repository', '--repository-name', `stand-in/${name}`).catch(() => undefined)
  await logIn(local)
  const container = await local.docker('create', base, 'true')
  await local.docker('commit', ...changes, container, `${repository}:1`)
  await local.docker('rm', container)
  await local.docker('push', '--quiet', `${repository}:1`)
  const {imageDetails} = await local.aws<{imageDetails: {imageDigest: string}[]}>(
    'ecr',
    'describe-images',
    '--repository-name',
    `stand-in/${name}`,
  )
  return `${repository}@${imageDetails[0]?.imageDigest}`
}

/** A Docker client needs ECR's token as anybody does; a deploy leaves none behind. */
async function logIn(local: LocalAws): Promise<void> {
  const token = await local.aws<{authorizationData: {authorizationToken: string; proxyEndpoint: string}[]}>(
    'ecr',
    'get-authorization-token',
  )
  const [user = '', password = ''] = Buffer.from(String(token.authorizationData[0]?.authorizationToken), 'base64')
    .toString()
    .split(':')
  await local.docker(
    'login',
    '--username',
    user,
    '--password',
    password,
    String(token.authorizationData[0]?.proxyEndpoint),
  )
}
