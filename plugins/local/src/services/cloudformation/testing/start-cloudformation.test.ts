import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {setTimeout as sleep} from 'node:timers/promises'

import {
  CloudFormationClient,
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  CreateStackCommand,
  type CreateStackCommandInput,
  DescribeChangeSetCommand,
  type DescribeChangeSetCommandOutput,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  type Stack,
  type StackEvent,
  UpdateStackCommand,
  type UpdateStackCommandInput,
} from '@aws-sdk/client-cloudformation'
import {DescribeAvailabilityZonesCommand} from '@aws-sdk/client-ec2'

import type {ServiceClients} from '../clients.js'
import {createCloudFormation} from '../create-cloudformation.js'
import type {Fault, ResourceStep} from '../faults.js'
import {fakeHandlers, type FakeServices} from './fake-handlers.test.js'

type FaultRule = Partial<ResourceStep> & Fault & {times?: number}

export interface LocalCloudFormation {
  readonly endpoint: string
  readonly client: CloudFormationClient
  /** What the fake services hold. */
  readonly services: FakeServices
  readonly faults: FaultRule[]
  recordedOnly: ReturnType<typeof createCloudFormation>['recordedOnly']
  /** The stack once it is at rest. */
  settled(name: string): Promise<Stack>
  /** Oldest first. */
  events(name: string): Promise<StackEvent[]>
  create(name: string, template: object | string, input?: Partial<CreateStackCommandInput>): Promise<Stack>
  update(name: string, template: object | string, input?: Partial<UpdateStackCommandInput>): Promise<Stack>
  /** A change set that is ready or failed, with all values. */
  plan(
    name: string,
    template: object | string,
    input?: Partial<CreateChangeSetCommandInput>,
  ): Promise<DescribeChangeSetCommandOutput>
  execute(changeSet: DescribeChangeSetCommandOutput): Promise<Stack>
  close(): Promise<void>
}

/** The service behind a real HTTP server, with a real client in front of it. */
export async function startCloudFormation({resourceMs = 1}: {resourceMs?: number} = {}): Promise<LocalCloudFormation> {
  const services: FakeServices = new Map()
  const faults: FaultRule[] = []
  const service = createCloudFormation({
    handlers: fakeHandlers(services),
    clients: () => fakeClients(services),
    accountId: '123456789012',
    faults: {take: (step) => takeFault(faults, step)},
    pace: {resourceMs},
  })
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost')
      void service({
        service: 'cloudformation',
        region: 'eu-west-1',
        accountId: '123456789012',
        method: request.method ?? 'POST',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks),
      }).then(({status, headers, body}) => response.writeHead(status, headers).end(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = new CloudFormationClient({
    endpoint,
    region: 'eu-west-1',
    credentials: {accessKeyId: 'test', secretAccessKey: 'test'},
    maxAttempts: 1,
  })

  const settled = async (name: string): Promise<Stack> => {
    for (;;) {
      const {Stacks} = await client.send(new DescribeStacksCommand({StackName: name}))
      const stack = Stacks![0]!
      if (!stack.StackStatus!.endsWith('_IN_PROGRESS')) return stack
      await sleep(5)
    }
  }

  return {
    endpoint,
    client,
    services,
    faults,
    recordedOnly: () => service.recordedOnly(),
    settled,
    async events(name) {
      const found: StackEvent[] = []
      let NextToken: string | undefined
      do {
        const page = await client.send(new DescribeStackEventsCommand({StackName: name, NextToken}))
        found.push(...(page.StackEvents ?? []))
        NextToken = page.NextToken
      } while (NextToken)
      return found.reverse()
    },
    async create(name, template, input = {}) {
      const {StackId} = await client.send(
        new CreateStackCommand({StackName: name, TemplateBody: bodyOf(template), ...input}),
      )
      return settled(StackId!)
    },
    async update(name, template, input = {}) {
      const {StackId} = await client.send(
        new UpdateStackCommand({StackName: name, TemplateBody: bodyOf(template), ...input}),
      )
      return settled(StackId!)
    },
    async plan(name, template, input = {}) {
      const {Id} = await client.send(
        new CreateChangeSetCommand({StackName: name, ChangeSetName: 'plan', TemplateBody: bodyOf(template), ...input}),
      )
      for (;;) {
        const changeSet = await client.send(
          new DescribeChangeSetCommand({ChangeSetName: Id!, IncludePropertyValues: true}),
        )
        if (changeSet.Status === 'CREATE_COMPLETE' || changeSet.Status === 'FAILED') return changeSet
        await sleep(5)
      }
    },
    async execute({ChangeSetId, StackId}) {
      await client.send(new ExecuteChangeSetCommand({ChangeSetName: ChangeSetId!}))
      return settled(StackId!)
    },
    async close() {
      client.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function bodyOf(template: object | string): string {
  return typeof template === 'string' ? template : JSON.stringify(template)
}

function takeFault(faults: FaultRule[], step: ResourceStep): Fault | undefined {
  const rule = faults.find(({reason: _reason, delayMs: _delayMs, times = Infinity, ...wanted}) => {
    const keys = Object.keys(wanted) as (keyof ResourceStep)[]
    return times > 0 && keys.every((key) => wanted[key] === step[key])
  })
  if (rule?.times !== undefined) rule.times -= 1
  return rule
}

/** EC2 with two zones and the VPCs that stacks made. */
function fakeClients(services: FakeServices): ServiceClients {
  const send = async (command: object) => {
    if (command instanceof DescribeAvailabilityZonesCommand) {
      return {AvailabilityZones: [{ZoneName: 'eu-west-1a'}, {ZoneName: 'eu-west-1b'}]}
    }
    const vpcs = [...services].filter(([, {type}]) => type === 'AWS::EC2::VPC')
    return {Vpcs: vpcs.map(([VpcId]) => ({VpcId}))}
  }
  return {ec2: async () => ({send})} as unknown as ServiceClients
}
