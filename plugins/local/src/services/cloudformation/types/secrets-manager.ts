import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  type GetRandomPasswordCommandInput,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretCommand,
} from '@aws-sdk/client-secrets-manager'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {hasChanged} from './has-changed.js'
import {pick} from './pick.js'
import {byKey, retag, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'

interface SecretInput {
  Description?: string
  KmsKeyId?: string
}

/** AWS::SecretsManager::Secret */
export const secret: ResourceHandler = {
  async create(properties, scope) {
    const secrets = await scope.clients.secretsManager()
    const Name = (properties['Name'] as string | undefined) ?? scope.generatedName(512)
    const {ARN} = await secrets.send(
      new CreateSecretCommand({
        ...pick<SecretInput>(properties, 'Description', 'KmsKeyId'),
        SecretString: await value(properties, scope),
        Name,
        Tags: tagsOf(properties, scope),
      }),
    )
    return {physicalId: ARN!, attributes: {Id: ARN}}
  },

  async update(current, next, previous, scope) {
    const secrets = await scope.clients.secretsManager()
    const SecretId = current.physicalId
    const isNew = hasChanged(next, previous, 'SecretString', 'GenerateSecretString')
    await secrets.send(
      new UpdateSecretCommand({
        Description: '',
        ...pick<SecretInput>(next, 'Description', 'KmsKeyId'),
        ...(isNew && {SecretString: await value(next, scope)}),
        SecretId,
      }),
    )
    const {Tags} = await secrets.send(new DescribeSecretCommand({SecretId}))
    await retag({
      current: byKey(Tags),
      wanted: tagsOf(next, scope),
      add: (added) => secrets.send(new TagResourceCommand({SecretId, Tags: added})),
      remove: (TagKeys) => secrets.send(new UntagResourceCommand({SecretId, TagKeys})),
    })
    return current
  },

  async delete({physicalId: SecretId}, _properties, scope) {
    const secrets = await scope.clients.secretsManager()
    await unlessGone(() => secrets.send(new DeleteSecretCommand({SecretId, ForceDeleteWithoutRecovery: true})))
  },
}

interface Generated extends GetRandomPasswordCommandInput {
  readonly SecretStringTemplate?: string
  readonly GenerateStringKey?: string
}

/** What the template says, or a random one: alone, or as a key of a JSON object. */
async function value(properties: Properties, scope: HandlerScope): Promise<string | undefined> {
  const given = properties['SecretString'] as string | undefined
  const generated = properties['GenerateSecretString'] as Generated | undefined
  if (given !== undefined || !generated) return given
  const {SecretStringTemplate, GenerateStringKey, ...rules} = generated
  const secrets = await scope.clients.secretsManager()
  const {RandomPassword} = await secrets.send(new GetRandomPasswordCommand(rules))
  if (SecretStringTemplate === undefined || GenerateStringKey === undefined) return RandomPassword
  return JSON.stringify({...(JSON.parse(SecretStringTemplate) as object), [GenerateStringKey]: RandomPassword})
}
