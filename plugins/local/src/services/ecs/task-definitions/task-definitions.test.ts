import assert from 'node:assert/strict'

import {
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  type ECSClient,
  ListTaskDefinitionFamiliesCommand,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs'

import {withEcs} from '../ecs.test.fixture.js'

const register = async (ecs: ECSClient, input: Partial<RegisterTaskDefinitionCommandInput> = {}) =>
  ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'vast',
      containerDefinitions: [{name: 'main', image: 'vast:1'}],
      ...input,
    }),
  )

describe('task definitions of the local ECS', () => {
  it('keeps every property, with the defaults that ECS shows', async () => {
    await withEcs(async ({ecs}) => {
      const {taskDefinition} = await register(ecs, {
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        cpu: '2048',
        memory: '4096',
        runtimePlatform: {cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX'},
        ephemeralStorage: {sizeInGiB: 30},
        volumes: [{name: 'storage', efsVolumeConfiguration: {fileSystemId: 'fs-1', transitEncryption: 'ENABLED'}}],
        tags: [{key: 'team', value: 'blue'}],
        containerDefinitions: [
          {
            name: 'main',
            image: 'vast:1',
            stopTimeout: 120,
            mountPoints: [{sourceVolume: 'storage', containerPath: '/var/lib/vast'}],
            dockerLabels: {'Org.Example': 'X'},
          },
        ],
      })

      const {tags} = await ecs.send(new DescribeTaskDefinitionCommand({taskDefinition: 'vast', include: ['TAGS']}))
      const [container] = taskDefinition?.containerDefinitions ?? []
      assert.equal(taskDefinition?.taskDefinitionArn, 'arn:aws:ecs:eu-west-1:123456789012:task-definition/vast:1')
      assert.deepEqual(taskDefinition?.compatibilities, ['EC2', 'FARGATE'])
      assert.deepEqual(taskDefinition?.ephemeralStorage, {sizeInGiB: 30})
      assert.equal(taskDefinition?.volumes?.[0]?.efsVolumeConfiguration?.rootDirectory, '/')
      assert.equal(container?.essential, true)
      assert.equal(container?.stopTimeout, 120)
      assert.deepEqual(container?.dockerLabels, {'Org.Example': 'X'})
      assert.ok(taskDefinition?.registeredAt instanceof Date)
      assert.deepEqual(tags, [{key: 'team', value: 'blue'}])
    })
  })

  it('counts revisions up, and means the newest active one by the family', async () => {
    await withEcs(async ({ecs}) => {
      for (let count = 0; count < 3; count += 1) await register(ecs)
      await ecs.send(new DeregisterTaskDefinitionCommand({taskDefinition: 'vast:3'}))

      const {taskDefinition} = await ecs.send(new DescribeTaskDefinitionCommand({taskDefinition: 'vast'}))

      const inactive = await ecs.send(new DescribeTaskDefinitionCommand({taskDefinition: 'vast:3'}))
      assert.equal(taskDefinition?.revision, 2)
      assert.equal(inactive.taskDefinition?.status, 'INACTIVE')
      assert.equal((await register(ecs)).taskDefinition?.revision, 4)
    })
  })

  it('lists by family and status, newest first where asked to', async () => {
    await withEcs(async ({ecs}) => {
      await register(ecs)
      await register(ecs)
      await register(ecs, {family: 'vast-client'})
      await ecs.send(new DeregisterTaskDefinitionCommand({taskDefinition: 'vast-client:1'}))
      const list = async (input: object) =>
        (await ecs.send(new ListTaskDefinitionsCommand(input))).taskDefinitionArns?.map((arn) => arn.split('/')[1])

      assert.deepEqual(await list({familyPrefix: 'vast'}), ['vast:1', 'vast:2'])
      assert.deepEqual(await list({sort: 'DESC'}), ['vast:2', 'vast:1'])
      assert.deepEqual(await list({status: 'INACTIVE'}), ['vast-client:1'])
      const {families} = await ecs.send(new ListTaskDefinitionFamiliesCommand({status: 'ACTIVE'}))
      assert.deepEqual(families, ['vast'])
    })
  })

  it('refuses what ECS refuses, with its codes', async () => {
    await withEcs(async ({ecs}) => {
      const refused = [
        register(ecs, {family: 'no spaces'}),
        register(ecs, {containerDefinitions: []}),
        register(ecs, {requiresCompatibilities: ['FARGATE']}),
        register(ecs, {requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc'}),
        register(ecs, {containerDefinitions: [{name: 'a', image: 'b', mountPoints: [{sourceVolume: 'none'}]}]}),
        ecs.send(new DescribeTaskDefinitionCommand({taskDefinition: 'none'})),
      ]

      for (const one of refused) await assert.rejects(one, {name: 'ClientException'})
    })
  })
})
