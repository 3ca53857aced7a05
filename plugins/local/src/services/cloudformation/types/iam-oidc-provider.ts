import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  ListOpenIDConnectProviderTagsCommand,
  RemoveClientIDFromOpenIDConnectProviderCommand,
  TagOpenIDConnectProviderCommand,
  UntagOpenIDConnectProviderCommand,
  UpdateOpenIDConnectProviderThumbprintCommand,
} from '@aws-sdk/client-iam'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {hasChanged} from './has-changed.js'
import {byKey, retag, type Tag, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'

/** What IAM would look up where a template names none: the issuer is not asked here. */
const UNASKED = 'f'.repeat(40)

/** AWS::IAM::OIDCProvider. One issuer has one in an account: a second is refused by IAM itself. */
export const oidcProvider: ResourceHandler = {
  async create(properties, scope) {
    const iam = await scope.clients.iam()
    const {OpenIDConnectProviderArn: arn = ''} = await iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url: properties['Url'] as string,
        ClientIDList: clientIds(properties),
        ThumbprintList: thumbprints(properties),
        Tags: iamTags(properties, scope),
      }),
    )
    return {physicalId: arn, attributes: {Arn: arn}}
  },

  async update(current, next, previous, scope) {
    const iam = await scope.clients.iam()
    const OpenIDConnectProviderArn = current.physicalId
    const [ids, old] = [clientIds(next), clientIds(previous)]
    for (const ClientID of ids.filter((id) => !old.includes(id)))
      await iam.send(new AddClientIDToOpenIDConnectProviderCommand({OpenIDConnectProviderArn, ClientID}))
    for (const ClientID of old.filter((id) => !ids.includes(id)))
      await iam.send(new RemoveClientIDFromOpenIDConnectProviderCommand({OpenIDConnectProviderArn, ClientID}))
    if (hasChanged(next, previous, 'ThumbprintList')) {
      const ThumbprintList = thumbprints(next)
      await iam.send(new UpdateOpenIDConnectProviderThumbprintCommand({OpenIDConnectProviderArn, ThumbprintList}))
    }
    const {Tags} = await iam.send(new ListOpenIDConnectProviderTagsCommand({OpenIDConnectProviderArn}))
    await retag({
      current: byKey(Tags),
      wanted: iamTags(next, scope),
      add: (added) => iam.send(new TagOpenIDConnectProviderCommand({OpenIDConnectProviderArn, Tags: added})),
      remove: (TagKeys) => iam.send(new UntagOpenIDConnectProviderCommand({OpenIDConnectProviderArn, TagKeys})),
    })
    return current
  },

  async delete({physicalId}, _properties, scope) {
    const iam = await scope.clients.iam()
    await unlessGone(() => iam.send(new DeleteOpenIDConnectProviderCommand({OpenIDConnectProviderArn: physicalId})))
  },
}

function clientIds({ClientIdList = []}: Properties): string[] {
  return ClientIdList as string[]
}

function thumbprints({ThumbprintList = []}: Properties): string[] {
  const list = ThumbprintList as string[]
  return list.length > 0 ? list : [UNASKED]
}

/** IAM refuses tags that begin with `aws:`, and CloudFormation sets none on its resources. */
function iamTags(properties: Properties, scope: HandlerScope): Tag[] {
  return tagsOf(properties, scope).filter(({Key}) => !Key.startsWith('aws:'))
}
