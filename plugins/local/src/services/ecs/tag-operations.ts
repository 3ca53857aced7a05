import type {ListTagsForResourceRequest, Tag, TagResourceRequest, UntagResourceRequest} from '@aws-sdk/client-ecs'

import type {EcsCall} from './ecs-operation.js'
import {findDefinition, findTask, invalid, requireCluster, requireService} from './state/find.js'
import type {Region} from './state/world.js'

export function listTagsForResource({input, region}: EcsCall<ListTagsForResourceRequest>): object {
  return {tags: tagged(region, input.resourceArn).tags ?? []}
}

export function tagResource({input, region}: EcsCall<TagResourceRequest>): object {
  const target = tagged(region, input.resourceArn)
  const added = input.tags ?? []
  const names = new Set(added.map(({key}) => key))
  target.tags = [...(target.tags ?? []).filter(({key}) => !names.has(key)), ...added]
  return {}
}

export function untagResource({input, region}: EcsCall<UntagResourceRequest>): object {
  const target = tagged(region, input.resourceArn)
  target.tags = (target.tags ?? []).filter(({key}) => !input.tagKeys?.includes(key ?? ''))
  return {}
}

/** Clusters, services and tasks show their tags themselves, task definitions have them beside. */
function tagged(region: Region, arn: string | undefined): {tags?: Tag[] | undefined} {
  const [kind, ...names] = arn?.split(':').slice(5).join(':').split('/') ?? []
  if (kind === 'cluster') return requireCluster(region, names[0]).shown
  if (kind === 'service') return requireService(requireCluster(region, names[0]), names[1]).shown
  const found =
    kind === 'task'
      ? findTask(requireCluster(region, names[0]), names[1] ?? '')?.shown
      : kind === 'task-definition'
        ? findDefinition(region, names[0] ?? '')
        : undefined
  if (!found) throw invalid('The specified resource ARN is not valid or its resource is not there.')
  return found
}
