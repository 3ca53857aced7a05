import {reference, type TypeRow} from '../type-row.js'

const doc = reference('awslambda')

/** What Lambda does with a key of one's own, for who makes the function: "Encrypting Lambda environment variables". */
const KEY = {on: ['kms:key/*'], when: 'KmsKeyArn', tagged: 'resource'} as const

export const functionTypes: Readonly<Record<string, TypeRow>> = {
  'AWS::Lambda::Function': {
    doc,
    service: 'lambda',
    name: {property: 'FunctionName', longest: 64},
    arns: ['lambda:function:{name}'],
    rights: [
      {
        create: ['CreateFunction', 'TagResource', 'PutFunctionConcurrency', 'PutFunctionRecursionConfig'],
        read: [
          'GetFunction',
          'GetFunctionCodeSigningConfig',
          'GetFunctionRecursionConfig',
          'GetRuntimeManagementConfig',
        ],
        update: [
          ...['UpdateFunctionCode', 'UpdateFunctionConfiguration', 'TagResource', 'UntagResource'],
          ...['DeleteFunctionConcurrency', 'DeleteFunctionCodeSigningConfig', 'PublishVersion'],
        ],
        delete: ['DeleteFunction'],
      },
      {
        on: ['{Role}'],
        condition: {StringEquals: {'iam:PassedToService': 'lambda.amazonaws.com'}},
        create: ['iam:PassRole'],
        update: ['iam:PassRole'],
      },
      {
        on: ['*'],
        when: 'VpcConfig',
        because: 'the actions know no resources',
        create: ['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
        update: ['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
        delete: ['ec2:DescribeNetworkInterfaces'],
      },
      {
        ...KEY,
        create: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
        read: ['kms:Decrypt'],
        update: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
      },
      // "Lambda execution role and permissions" for images: Lambda adds its own statement where the repository's policy has none.
      {
        on: ['{AWS::ECR::Repository}'],
        when: 'Code.ImageUri',
        create: ['ecr:GetRepositoryPolicy', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        update: ['ecr:GetRepositoryPolicy', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      },
    ],
  },

  'AWS::Lambda::Permission': {
    doc,
    service: 'lambda',
    rights: [
      {
        on: ['{AWS::Lambda::Function}'],
        create: ['AddPermission'],
        read: ['GetPolicy'],
        delete: ['RemovePermission'],
      },
    ],
  },

  'AWS::Lambda::EventInvokeConfig': {
    doc,
    service: 'lambda',
    rights: [
      {
        on: ['{AWS::Lambda::Function}'],
        create: ['PutFunctionEventInvokeConfig'],
        read: ['GetFunctionEventInvokeConfig'],
        update: ['UpdateFunctionEventInvokeConfig'],
        delete: ['DeleteFunctionEventInvokeConfig'],
      },
    ],
  },

  // The functions are in a condition: the action to make one knows no resources, and AWS makes the ids of the others.
  'AWS::Lambda::EventSourceMapping': {
    doc,
    service: 'lambda',
    rights: [
      {
        on: ['*'],
        because: 'AWS makes the ids; the condition names the functions',
        condition: {ArnLike: {'lambda:FunctionArn': '{AWS::Lambda::Function}'}},
        create: ['CreateEventSourceMapping'],
        update: ['UpdateEventSourceMapping'],
        delete: ['DeleteEventSourceMapping'],
      },
      {
        on: ['*'],
        because: 'the action knows no resources',
        read: ['GetEventSourceMapping'],
      },
      {
        on: ['lambda:event-source-mapping:*'],
        because: 'AWS makes the ids, and one that is being made has no tags yet',
        create: ['TagResource'],
        read: ['ListTags'],
        update: ['TagResource', 'UntagResource'],
      },
    ],
  },
}
