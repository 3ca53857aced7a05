import assert from 'node:assert/strict'

import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation'
import type {LocalState} from '@aws-stack/kit'

import {localStatus} from '../lifecycle/local-status.js'
import {startLocal} from '../lifecycle/start-local.js'
import {stopLocal} from '../lifecycle/stop-local.js'
import {engineVersion} from '../engine/connect-engine.js'
import {findProgram} from '../folder/find-program.js'
import {requireEngine, skipLoudly} from '../testing/engine.test.fixture.js'
import {finished} from '../testing/finished.test.fixture.js'
import {inTemporaryFolder} from '../testing/temporary-folder.test.fixture.js'

const TEMPLATE = JSON.stringify({
  Resources: {
    Network: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: '10.99.0.0/24'}},
    Images: {Type: 'AWS::ECR::Repository', Properties: {RepositoryName: 'team/app', ImageTagMutability: 'IMMUTABLE'}},
    Budget: {Type: 'AWS::Budgets::Budget', Properties: {Budget: {BudgetType: 'COST', TimeUnit: 'MONTHLY'}}},
  },
})

describe('the local AWS as a whole', function () {
  this.timeout(120_000)

  it('is one AWS to SDK, aws CLI and Docker', async function () {
    if (!findProgram('aws', process.env)) skipLoudly(this, 'the aws CLI is not on PATH')
    const dockerHost = await requireEngine(this)

    await withLocalAws(dockerHost, async ({folder, state, run}) => {
      const cloudFormation = client(state)
      await cloudFormation.send(new CreateStackCommand({StackName: 'team', TemplateBody: TEMPLATE}))
      await settled(cloudFormation, 'team', 'CREATE_COMPLETE')

      const vpcs = await run(
        'aws',
        'ec2',
        'describe-vpcs',
        '--filters',
        'Name=cidr,Values=10.99.0.0/24',
        '--query',
        'Vpcs[].CidrBlock',
      )
      assert.deepEqual(JSON.parse(vpcs), ['10.99.0.0/24'])

      const uri = `${new URL(state.registry).host}/team/app`
      const password = await run('aws', 'ecr', 'get-login-password')
      await run(
        'docker',
        '--config',
        folder,
        'login',
        '--username',
        'AWS',
        '--password',
        password.trim(),
        uri.split('/')[0] ?? '',
      )
      await importEmptyImage(run, `${uri}:one`)
      await run('docker', '--config', folder, 'push', '--quiet', `${uri}:one`)
      const described = JSON.parse(
        await run('aws', 'ecr', 'describe-images', '--repository-name', 'team/app', '--query', 'imageDetails[0]'),
      ) as {imageDigest: string; imageTags: string[]}
      const inspected = await run('docker', 'inspect', '--format', '{{json .RepoDigests}}', `${uri}:one`)
      await run('docker', 'rmi', `${uri}:one`)
      assert.deepEqual(described.imageTags, ['one'])
      assert.deepEqual(JSON.parse(inspected), [`${uri}@${described.imageDigest}`])

      const status = await localStatus(folder)
      assert.deepEqual(
        status.recordedOnly.map(({stack, logicalId}) => [stack, logicalId]),
        [['team', 'Budget']],
      )
      assert.deepEqual([status.moto.status, status.engine.kind, status.engine.host], ['running', 'found', dockerHost])
      assert.equal(status.engine.version, await engineVersion(dockerHost, {DOCKER_HOST: dockerHost}))
      assert.ok((status.requests['cloudformation'] ?? 0) >= 2)
    })
  })

  it('fails a resource where a test asks for it, and forgets all stacks on reset', async function () {
    const dockerHost = await requireEngine(this)

    await withLocalAws(dockerHost, async ({state}) => {
      const cloudFormation = client(state)
      const fault = {
        stack: 'team',
        logicalId: 'Network',
        action: 'create',
        reason: 'The maximum number of VPCs has been reached.',
      }
      await fetch(`${state.endpoint}/_local/fail`, {method: 'POST', body: JSON.stringify(fault)})

      await cloudFormation.send(new CreateStackCommand({StackName: 'team', TemplateBody: TEMPLATE}))
      await settled(cloudFormation, 'team', 'ROLLBACK_COMPLETE')

      const {StackEvents} = await cloudFormation.send(new DescribeStackEventsCommand({StackName: 'team'}))
      const failed = StackEvents?.findLast(({ResourceStatus}) => ResourceStatus === 'CREATE_FAILED')
      assert.equal(failed?.LogicalResourceId, 'Network')
      assert.match(String(failed?.ResourceStatusReason), /The maximum number of VPCs has been reached\./)

      await fetch(`${state.endpoint}/_local/reset`, {method: 'POST'})
      assert.deepEqual((await cloudFormation.send(new DescribeStacksCommand({}))).Stacks, [])
      await cloudFormation.send(new DeleteStackCommand({StackName: 'team'}))
    })
  })
})

interface Running {
  readonly folder: string
  readonly state: LocalState
  /** Standard output of a program that uses the local AWS. */
  readonly run: (program: string, ...args: string[]) => Promise<string>
}

async function withLocalAws(dockerHost: string, work: (running: Running) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const environment = {...process.env, DOCKER_HOST: dockerHost}
    const {signal} = new AbortController()
    try {
      const state = await startLocal({folder, environment, registryHost: '127.0.0.1', signal, report: () => undefined})
      const variables = {
        ...environment,
        AWS_ENDPOINT_URL: state.endpoint,
        AWS_DEFAULT_REGION: state.region,
        AWS_ACCESS_KEY_ID: state.accessKeyId,
        AWS_SECRET_ACCESS_KEY: state.secretAccessKey,
      }
      const run = async (program: string, ...args: string[]) => {
        const {code, stderr, stdout} = await finished(program, args, variables)
        if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${stderr}`)
        return stdout
      }
      await work({folder, state, run})
    } finally {
      await stopLocal(folder, environment, signal)
    }
  })
}

function client({endpoint, region, accessKeyId, secretAccessKey}: LocalState): CloudFormationClient {
  return new CloudFormationClient({endpoint, region, credentials: {accessKeyId, secretAccessKey}, maxAttempts: 1})
}

async function settled(cloudFormation: CloudFormationClient, StackName: string, wanted: string): Promise<void> {
  for (;;) {
    const {Stacks} = await cloudFormation.send(new DescribeStacksCommand({StackName}))
    const status = Stacks?.[0]?.StackStatus
    if (status === wanted) return
    assert.match(String(status), /_IN_PROGRESS$/)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** An image of nothing: 1024 zero bytes are an empty tar. */
async function importEmptyImage(run: Running['run'], reference: string): Promise<void> {
  await run('sh', '-c', `head -c 1024 /dev/zero | docker import - ${reference}`)
}
