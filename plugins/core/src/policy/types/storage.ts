import {reference, type TypeRow} from '../type-row.js'

const s3 = reference('amazons3')
const efs = reference('amazonelasticfilesystem')

const NO_RESOURCE = 'the action knows no resources'

export const storageTypes: Readonly<Record<string, TypeRow>> = {
  'AWS::S3::Bucket': {
    doc: s3,
    service: 's3',
    name: {property: 'BucketName', longest: 63, lowerCase: true},
    arns: ['s3:::{name}'],
    rights: [
      {
        create: [
          ...['CreateBucket', 'PutBucketNotification', 'PutBucketOwnershipControls', 'PutBucketPublicAccessBlock'],
          ...['PutBucketTagging', 'PutEncryptionConfiguration', 'PutLifecycleConfiguration', 'TagResource'],
        ],
        read: [
          ...[
            'GetAccelerateConfiguration',
            'GetAnalyticsConfiguration',
            'GetBucketAbac',
            'GetBucketCORS',
            'GetBucketLogging',
          ],
          ...['GetBucketMetadataTableConfiguration', 'GetBucketNotification', 'GetBucketObjectLockConfiguration'],
          ...['GetBucketOwnershipControls', 'GetBucketPublicAccessBlock', 'GetBucketTagging', 'GetBucketVersioning'],
          ...['GetBucketWebsite', 'GetEncryptionConfiguration', 'GetIntelligentTieringConfiguration'],
          ...['GetInventoryConfiguration', 'GetLifecycleConfiguration', 'GetMetricsConfiguration'],
          ...['GetReplicationConfiguration', 'ListBucket', 'ListTagsForResource'],
        ],
        update: [
          ...['PutBucketNotification', 'PutBucketOwnershipControls', 'PutBucketPublicAccessBlock', 'PutBucketTagging'],
          ...['PutEncryptionConfiguration', 'PutLifecycleConfiguration', 'TagResource', 'UntagResource'],
        ],
        delete: ['DeleteBucket'],
      },
    ],
  },
  'AWS::S3::BucketPolicy': {
    doc: s3,
    service: 's3',
    rights: [
      {
        on: ['s3:::{Bucket}'],
        create: ['PutBucketPolicy'],
        read: ['GetBucketPolicy'],
        update: ['PutBucketPolicy'],
        delete: ['DeleteBucketPolicy'],
      },
    ],
  },

  'AWS::EFS::FileSystem': {
    doc: efs,
    service: 'elasticfilesystem',
    arns: ['elasticfilesystem:file-system/*'],
    rights: [
      {on: ['*'], because: NO_RESOURCE, tagged: 'request', create: ['CreateFileSystem']},
      {
        on: ['elasticfilesystem:file-system/*'],
        condition: {StringEquals: {'elasticfilesystem:CreateAction': 'CreateFileSystem'}},
        create: ['TagResource'],
      },
      {
        tagged: 'resource',
        create: ['PutBackupPolicy', 'PutFileSystemPolicy'],
        read: [
          ...[
            'DescribeBackupPolicy',
            'DescribeFileSystemPolicy',
            'DescribeFileSystems',
            'DescribeLifecycleConfiguration',
          ],
          ...['DescribeReplicationConfigurations', 'ListTagsForResource'],
        ],
        update: [
          ...['UpdateFileSystem', 'PutBackupPolicy', 'PutFileSystemPolicy', 'DeleteFileSystemPolicy'],
          ...['TagResource', 'UntagResource'],
        ],
        delete: ['DeleteFileSystem'],
      },
      {
        on: ['iam::role/aws-service-role/elasticfilesystem.amazonaws.com/*'],
        condition: {StringEquals: {'iam:AWSServiceName': 'elasticfilesystem.amazonaws.com'}},
        create: ['iam:CreateServiceLinkedRole'],
      },
    ],
  },
  'AWS::EFS::AccessPoint': {
    doc: efs,
    service: 'elasticfilesystem',
    arns: ['elasticfilesystem:access-point/*'],
    rights: [
      {on: ['elasticfilesystem:file-system/*'], tagged: 'resource', create: ['CreateAccessPoint']},
      {
        condition: {StringEquals: {'elasticfilesystem:CreateAction': 'CreateAccessPoint'}},
        create: ['TagResource'],
      },
      {
        on: ['elasticfilesystem:access-point/*', 'elasticfilesystem:file-system/*'],
        tagged: 'resource',
        read: ['DescribeAccessPoints', 'ListTagsForResource'],
      },
      {tagged: 'resource', update: ['TagResource', 'UntagResource'], delete: ['DeleteAccessPoint']},
    ],
  },
  // Mount targets have no ARN: they are of their file system. EFS makes and deletes the network interface in the caller's name.
  'AWS::EFS::MountTarget': {
    doc: efs,
    service: 'elasticfilesystem',
    rights: [
      {
        on: ['elasticfilesystem:file-system/*'],
        tagged: 'resource',
        create: ['CreateMountTarget'],
        read: ['DescribeMountTargets', 'DescribeMountTargetSecurityGroups'],
        update: ['ModifyMountTargetSecurityGroups'],
        delete: ['DeleteMountTarget'],
      },
      {
        on: ['ec2:subnet/*', 'ec2:security-group/*'],
        tagged: 'resource',
        create: ['ec2:CreateNetworkInterface'],
      },
      {
        on: ['ec2:network-interface/*'],
        because: 'AWS makes the ids; EFS does not tag them',
        create: ['ec2:CreateNetworkInterface'],
        update: ['ec2:ModifyNetworkInterfaceAttribute'],
        delete: ['ec2:DeleteNetworkInterface'],
      },
      {
        on: ['*'],
        because: NO_RESOURCE,
        create: ['ec2:DescribeSubnets'],
        read: ['ec2:DescribeNetworkInterfaces'],
      },
    ],
  },
  'AWS::Backup::BackupVault': {
    doc: reference('awsbackup'),
    service: 'backup',
    name: {property: 'BackupVaultName'},
    arns: ['backup:backup-vault:{name}'],
    rights: [
      {
        create: ['CreateBackupVault', 'TagResource'],
        read: ['DescribeBackupVault', 'GetBackupVaultAccessPolicy', 'GetBackupVaultNotifications', 'ListTags'],
        update: ['TagResource', 'UntagResource'],
        delete: ['DeleteBackupVault'],
      },
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackupstorage.html
      {on: ['*'], because: NO_RESOURCE, create: ['backup-storage:MountCapsule']},
      // Of the account's own key of AWS Backup: "Access control" in the AWS Backup developer guide.
      {
        on: ['kms:key/*'],
        because: 'the key of AWS Backup in this account: AWS makes its id',
        condition: {StringEquals: {'kms:ViaService': 'backup.{region}.amazonaws.com'}},
        create: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey', 'kms:RetireGrant'],
      },
    ],
  },

  'AWS::DynamoDB::Table': {
    doc: reference('amazondynamodb'),
    service: 'dynamodb',
    name: {property: 'TableName', longest: 255},
    arns: ['dynamodb:table/{name}'],
    rights: [
      {
        create: ['CreateTable', 'UpdateContinuousBackups', 'UpdateTimeToLive', 'UpdateTable', 'TagResource'],
        read: [
          ...['DescribeContinuousBackups', 'DescribeContributorInsights', 'DescribeKinesisStreamingDestination'],
          ...['DescribeTable', 'DescribeTimeToLive', 'GetResourcePolicy', 'ListTagsOfResource'],
        ],
        update: ['UpdateContinuousBackups', 'UpdateTimeToLive', 'UpdateTable', 'TagResource', 'UntagResource'],
        delete: ['DeleteTable'],
      },
      // "DynamoDB encryption at rest: usage notes" names these for who makes the table.
      {
        on: ['kms:key/*'],
        when: 'SSESpecification.KMSMasterKeyId',
        tagged: 'resource',
        create: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
        update: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
      },
    ],
  },
}
