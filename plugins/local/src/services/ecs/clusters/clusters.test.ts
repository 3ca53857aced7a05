import assert from 'node:assert/strict'

import {
  CreateClusterCommand,
  DeleteClusterCommand,
  DescribeClustersCommand,
  ListClustersCommand,
  ListTagsForResourceCommand,
  PutClusterCapacityProvidersCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateClusterSettingsCommand,
} from '@aws-sdk/client-ecs'

import {withEcs} from '../ecs.test.fixture.js'

describe('clusters of the local ECS', () => {
  it('makes one with all that it is told, and the same one when asked again', async () => {
    await withEcs(async ({ecs}) => {
      const {cluster} = await ecs.send(
        new CreateClusterCommand({
          clusterName: 'vast',
          capacityProviders: ['FARGATE'],
          settings: [{name: 'containerInsights', value: 'enabled'}],
          configuration: {executeCommandConfiguration: {logging: 'NONE'}},
          tags: [{key: 'team', value: 'blue'}],
        }),
      )
      const again = await ecs.send(new CreateClusterCommand({clusterName: 'vast'}))

      const {clusters} = await ecs.send(
        new DescribeClustersCommand({clusters: ['vast'], include: ['TAGS', 'SETTINGS', 'CONFIGURATIONS']}),
      )
      assert.deepEqual(clusters, [cluster])
      assert.deepEqual(again.cluster, cluster)
      assert.equal(cluster?.clusterArn, 'arn:aws:ecs:eu-west-1:123456789012:cluster/vast')
      assert.deepEqual(cluster?.configuration, {executeCommandConfiguration: {logging: 'NONE'}})
      assert.deepEqual(cluster?.tags, [{key: 'team', value: 'blue'}])
    })
  })

  it('shows settings and tags only to who asks for them', async () => {
    await withEcs(async ({ecs}) => {
      await ecs.send(new CreateClusterCommand({tags: [{key: 'team', value: 'blue'}]}))

      const {clusters, failures} = await ecs.send(new DescribeClustersCommand({clusters: ['default', 'none']}))

      assert.deepEqual([clusters?.[0]?.clusterName, clusters?.[0]?.tags, clusters?.[0]?.settings], ['default', [], []])
      assert.deepEqual(failures, [{arn: 'arn:aws:ecs:eu-west-1:123456789012:cluster/none', reason: 'MISSING'}])
    })
  })

  it('changes settings, capacity providers and tags', async () => {
    await withEcs(async ({ecs}) => {
      const {cluster} = await ecs.send(new CreateClusterCommand({clusterName: 'vast', tags: [{key: 'a', value: '1'}]}))
      const resourceArn = cluster?.clusterArn

      const settings = [{name: 'containerInsights', value: 'enabled'} as const]
      await ecs.send(new UpdateClusterSettingsCommand({cluster: 'vast', settings}))
      const strategy = [{capacityProvider: 'FARGATE_SPOT', weight: 1}]
      await ecs.send(
        new PutClusterCapacityProvidersCommand({
          cluster: 'vast',
          capacityProviders: ['FARGATE_SPOT'],
          defaultCapacityProviderStrategy: strategy,
        }),
      )
      await ecs.send(new TagResourceCommand({resourceArn, tags: [{key: 'b', value: '2'}]}))
      await ecs.send(new UntagResourceCommand({resourceArn, tagKeys: ['a']}))

      const {clusters} = await ecs.send(new DescribeClustersCommand({clusters: ['vast'], include: ['SETTINGS']}))
      const {tags} = await ecs.send(new ListTagsForResourceCommand({resourceArn}))
      assert.deepEqual(clusters?.[0]?.settings, settings)
      assert.deepEqual(clusters?.[0]?.defaultCapacityProviderStrategy, strategy)
      assert.deepEqual(tags, [{key: 'b', value: '2'}])
    })
  })

  it('lists a page at a time those that were not deleted, in their own region', async () => {
    await withEcs(async ({ecs}) => {
      for (const clusterName of ['a', 'b', 'c']) await ecs.send(new CreateClusterCommand({clusterName}))
      await ecs.send(new DeleteClusterCommand({cluster: 'b'}))

      const first = await ecs.send(new ListClustersCommand({maxResults: 1}))
      const second = await ecs.send(new ListClustersCommand({maxResults: 1, nextToken: first.nextToken}))

      assert.deepEqual(
        [...first.clusterArns!, ...second.clusterArns!].map((arn) => arn.at(-1)),
        ['a', 'c'],
      )
      assert.equal(second.nextToken, undefined)
      await assert.rejects(ecs.send(new DeleteClusterCommand({cluster: 'b'})), {name: 'ClusterNotFoundException'})
    })
  })
})
