import {ListTagsForResourceCommand, TagResourceCommand, UntagResourceCommand} from '@aws-sdk/client-ecs'

import type {HandlerScope, Properties} from '../handler.js'
import {lowerTags, retag, tagsOf} from './tags.js'

/** ECS has one tag API for clusters, task definitions and services. */
export async function retagEcs(arn: string, next: Properties, scope: HandlerScope): Promise<void> {
  const ecs = await scope.clients.ecs()
  const {tags = []} = await ecs.send(new ListTagsForResourceCommand({resourceArn: arn}))
  await retag({
    current: Object.fromEntries(tags.map(({key, value}) => [key ?? '', value])),
    wanted: tagsOf(next, scope),
    add: (added) => ecs.send(new TagResourceCommand({resourceArn: arn, tags: lowerTags(added)})),
    remove: (tagKeys) => ecs.send(new UntagResourceCommand({resourceArn: arn, tagKeys})),
  })
}
