import assert from 'node:assert/strict'

import {CloudFormation} from '@aws-sdk/client-cloudformation'

import {createFaultList} from '../server/fault-list.js'
import {createFront} from '../server/front.js'
import {createJournal} from '../server/journal.js'
import type {ServiceClients} from '../services/cloudformation/clients.js'
import {createCloudFormation} from '../services/cloudformation/create-cloudformation.js'
import {listening} from '../testing/listening.test.fixture.js'
import {createScenarioHost, type ScenarioHost} from './scenario-host.js'

const TEMPLATE = JSON.stringify({Resources: {Handle: {Type: 'AWS::CloudFormation::WaitConditionHandle'}}})

describe('a scenario in the local AWS', () => {
  it('takes the stacks that it names and leaves all others to the ordinary service', async () => {
    await withHost(async (host, cfn) => {
      await cfn.createStack({StackName: 'ours', TemplateBody: TEMPLATE})
      host.play({name: 'stack-in-update-rollback-failed'})

      const played = await cfn.describeStacks({StackName: 'vast-dev-network'})
      const ordinary = await cfn.describeStacks({StackName: 'ours'})
      const all = await cfn.describeStacks({})

      assert.equal(played.Stacks?.[0]?.StackStatus, 'UPDATE_ROLLBACK_FAILED')
      assert.match(ordinary.Stacks?.[0]?.StackStatus ?? '', /^CREATE_/)
      assert.deepEqual(
        all.Stacks?.map(({StackName}) => StackName),
        ['vast-dev-network', 'ours'],
      )
    })
  })

  it('leaves nothing behind when it is over', async () => {
    await withHost(async (host, cfn) => {
      host.play({name: 'busy', speed: 10})
      host.stop()

      await assert.rejects(cfn.describeStacks({StackName: 'vast-dev-server'}), /does not exist/)
      assert.equal(host.status(), undefined)
    })
  })

  it('says which scenarios there are to whoever names another', async () => {
    await withHost(async (host) => {
      assert.throws(() => host.play({name: 'nothing'}), /there is no scenario "nothing"; there are create-succeeds, /)
    })
  })

  it('tells its clock and the calls that it saw', async () => {
    await withHost(async (host, cfn) => {
      host.play({name: 'busy', speed: 1000})

      await cfn.describeStacks({StackName: 'vast-dev-server'})

      const {speed, now, calls} = host.status()!
      assert.equal(speed, 1000)
      assert.deepEqual(
        calls.map(({operation, stack, status}) => [operation, stack, status]),
        [['DescribeStacks', 'vast-dev-server', 200]],
      )
      assert.ok(now >= calls[0]!.scenarioMs)
    })
  })
})

async function withHost(work: (host: ScenarioHost, cfn: CloudFormation) => Promise<void>): Promise<void> {
  const account = {accountId: '123456789012', region: 'eu-west-1'}
  const host = createScenarioHost(account)
  const cloudformation = createCloudFormation({
    handlers: {},
    clients: () => ({}) as ServiceClients,
    faults: {take: () => undefined},
    ...account,
  })
  const front = createFront({
    ...account,
    faults: createFaultList(),
    journal: createJournal(),
    services: {cloudformation},
    corrections: {},
    moto: {port: undefined, missing: ''},
    prepareRegion: async () => undefined,
    control: async () => undefined,
    scenario: host,
  })
  await listening(front, async (endpoint) => {
    const credentials = {accessKeyId: 'test', secretAccessKey: 'test'}
    await work(host, new CloudFormation({endpoint, region: account.region, credentials, maxAttempts: 1}))
  })
}
