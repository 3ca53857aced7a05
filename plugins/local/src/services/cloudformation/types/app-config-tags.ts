import {
  type AppConfigClient,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-appconfig'

import type {HandlerScope, Properties} from '../handler.js'
import {retag, tagMap, tagsOf} from './tags.js'

/** `path` is what stands in the ARN behind `appconfig:`: `application/abc1234`. */
export async function retagAppConfig(
  appConfig: AppConfigClient,
  path: string,
  next: Properties,
  scope: HandlerScope,
): Promise<void> {
  const ResourceArn = `arn:aws:appconfig:${scope.region}:${scope.accountId}:${path}`
  const {Tags = {}} = await appConfig.send(new ListTagsForResourceCommand({ResourceArn}))
  await retag({
    current: Tags,
    wanted: tagsOf(next, scope),
    add: (tags) => appConfig.send(new TagResourceCommand({ResourceArn, Tags: tagMap(tags)})),
    remove: (TagKeys) => appConfig.send(new UntagResourceCommand({ResourceArn, TagKeys})),
  })
}
