import {
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeTagsCommand,
  type ResourceType,
  type TagSpecification,
} from '@aws-sdk/client-ec2'

import type {HandlerScope, Properties} from '../handler.js'
import {byKey, retag, tagsOf} from './tags.js'

/** The tags of a new EC2 resource, as its create call takes them. */
export function tagSpecifications(type: ResourceType, properties: Properties, scope: HandlerScope): TagSpecification[] {
  const Tags = tagsOf(properties, scope)
  return Tags.length > 0 ? [{ResourceType: type, Tags}] : []
}

/** EC2 has one tag API for all its types. */
export async function retagEc2(id: string, next: Properties, scope: HandlerScope): Promise<void> {
  const ec2 = await scope.clients.ec2()
  const {Tags} = await ec2.send(new DescribeTagsCommand({Filters: [{Name: 'resource-id', Values: [id]}]}))
  await retag({
    current: byKey(Tags),
    wanted: tagsOf(next, scope),
    add: (tags) => ec2.send(new CreateTagsCommand({Resources: [id], Tags: tags})),
    remove: (keys) => ec2.send(new DeleteTagsCommand({Resources: [id], Tags: keys.map((Key) => ({Key}))})),
  })
}
