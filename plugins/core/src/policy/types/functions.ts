import {reference, THROUGH_CLOUDFORMATION, type TypeRow} from '../type-row.js'

const doc = reference('awslambda')

/** What Lambda does with a key of one's own, for who makes the function: "Encrypting Lambda environment variables". */
const KEY = {on: ['kms:key/*'], when: 'KmsKeyArn', tagged: 'resource'} as const

/** AWS makes the ids of mappings. */
const OF_OUR_FUNCTIONS = {ArnLike: {'lambda:FunctionArn': '{AWS::Lambda::Function}'}}

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

  'AWS::Lambda::EventSourceMapping': {
    doc,
    service: 'lambda',
    rights: [
      {
        on: ['*'],
        because: 'the action knows no resources; the condition names the functions',
        condition: OF_OUR_FUNCTIONS,
        create: ['CreateEventSourceMapping'],
      },
      {
        on: ['lambda:event-source-mapping:*'],
        condition: OF_OUR_FUNCTIONS,
        update: ['UpdateEventSourceMapping'],
        delete: ['DeleteEventSourceMapping'],
      },
      {
        on: ['lambda:event-source-mapping:*'],
        because: 'AWS makes the ids, and one that is being made has no tags yet',
        condition: THROUGH_CLOUDFORMATION,
        create: ['TagResource'],
        read: ['GetEventSourceMapping', 'ListTags'],
        update: ['TagResource', 'UntagResource'],
      },
    ],
  },
}
