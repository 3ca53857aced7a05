import {reference, THROUGH_CLOUDFORMATION, type TypeRow} from '../type-row.js'

const kms = reference('awskeymanagementservice')

const NO_RESOURCE = 'the action knows no resources'

export const keyTypes: Readonly<Record<string, TypeRow>> = {
  'AWS::KMS::Key': {
    doc: kms,
    service: 'kms',
    arns: ['kms:key/*'],
    rights: [
      {on: ['*'], because: NO_RESOURCE, tagged: 'request', create: ['CreateKey']},
      // Tags that a key is made with are asked for as well, and it has none before.
      {on: ['kms:key/*'], tagged: 'request', condition: THROUGH_CLOUDFORMATION, create: ['TagResource']},
      {
        tagged: 'resource',
        create: ['EnableKeyRotation', 'PutKeyPolicy', 'DescribeKey'],
        read: ['DescribeKey', 'GetKeyPolicy', 'GetKeyRotationStatus', 'ListResourceTags'],
        update: [
          ...['EnableKey', 'DisableKey', 'EnableKeyRotation', 'DisableKeyRotation', 'PutKeyPolicy'],
          ...['UpdateKeyDescription', 'TagResource', 'UntagResource'],
        ],
        delete: ['ScheduleKeyDeletion'],
      },
    ],
  },
  'AWS::KMS::Alias': {
    doc: kms,
    service: 'kms',
    name: {property: 'AliasName'},
    arns: ['kms:{name}'],
    rights: [
      {create: ['CreateAlias'], update: ['UpdateAlias'], delete: ['DeleteAlias']},
      // Asked of the key too.
      {
        on: ['kms:key/*'],
        tagged: 'resource',
        create: ['CreateAlias'],
        update: ['UpdateAlias'],
        delete: ['DeleteAlias'],
      },
      {on: ['*'], because: NO_RESOURCE, read: ['ListAliases']},
    ],
  },
  'AWS::SecretsManager::Secret': {
    doc: reference('awssecretsmanager'),
    service: 'secretsmanager',
    name: {property: 'Name'},
    // With six characters of chance behind the name.
    arns: ['secretsmanager:secret:{name}-*'],
    rights: [
      {
        create: ['CreateSecret', 'TagResource'],
        read: ['DescribeSecret'],
        update: ['UpdateSecret', 'TagResource', 'UntagResource'],
        delete: ['DeleteSecret'],
      },
      {
        on: ['kms:key/*'],
        when: 'KmsKeyId',
        tagged: 'resource',
        create: ['kms:Decrypt', 'kms:GenerateDataKey'],
        update: ['kms:Decrypt', 'kms:GenerateDataKey'],
      },
    ],
  },
}
