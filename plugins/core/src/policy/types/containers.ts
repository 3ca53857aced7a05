import {reference, type TypeRow} from '../type-row.js'

const ecs = reference('amazonelasticcontainerservice')
const scaling = reference('awsapplicationautoscaling')

/** What our templates scale. */
const OF_TABLES = {StringEquals: {'application-autoscaling:service-namespace': 'dynamodb'}}

export const containerTypes: Readonly<Record<string, TypeRow>> = {
  'AWS::ECS::Cluster': {
    doc: ecs,
    service: 'ecs',
    name: {property: 'ClusterName', longest: 255},
    arns: ['ecs:cluster/{name}'],
    rights: [
      {
        create: ['CreateCluster', 'TagResource'],
        read: ['DescribeClusters', 'ListTagsForResource'],
        update: [
          'PutClusterCapacityProviders',
          'UpdateCluster',
          'UpdateClusterSettings',
          'TagResource',
          'UntagResource',
        ],
        delete: ['DeleteCluster'],
      },
      {
        on: ['iam::role/aws-service-role/ecs.amazonaws.com/*'],
        condition: {StringEquals: {'iam:AWSServiceName': 'ecs.amazonaws.com'}},
        create: ['iam:CreateServiceLinkedRole'],
      },
    ],
  },

  'AWS::ECS::Service': {
    doc: ecs,
    service: 'ecs',
    name: {property: 'ServiceName'},
    arns: ['ecs:service/{Cluster}/{name}'],
    rights: [
      {
        create: ['CreateService', 'TagResource'],
        read: ['DescribeServices', 'ListServiceDeployments', 'ListTagsForResource'],
        update: ['UpdateService', 'TagResource', 'UntagResource'],
        delete: ['DeleteService'],
      },
      {
        on: ['ecs:service/{Cluster}/{name}', 'ecs:service-deployment/{Cluster}/{name}/*'],
        create: ['DescribeServiceDeployments'],
        update: ['DescribeServiceDeployments', 'StopServiceDeployment'],
      },
    ],
  },

  'AWS::ECS::TaskDefinition': {
    doc: ecs,
    service: 'ecs',
    name: {property: 'Family'},
    arns: ['ecs:task-definition/{name}:*'],
    rights: [
      {
        create: ['RegisterTaskDefinition', 'TagResource'],
        read: ['ListTagsForResource'],
        update: ['TagResource', 'UntagResource'],
      },
      {
        on: ['*'],
        because: 'the actions know no resources',
        read: ['DescribeTaskDefinition'],
        delete: ['DeregisterTaskDefinition'],
      },
      {
        on: ['{ExecutionRoleArn}', '{TaskRoleArn}'],
        condition: {StringEquals: {'iam:PassedToService': 'ecs-tasks.amazonaws.com'}},
        create: ['iam:PassRole'],
        update: ['iam:PassRole'],
        delete: ['iam:PassRole'],
      },
      {on: ['{ExecutionRoleArn}', '{TaskRoleArn}'], read: ['iam:GetRole']},
    ],
  },

  'AWS::ECR::Repository': {
    doc: reference('amazonelasticcontainerregistry'),
    service: 'ecr',
    name: {property: 'RepositoryName', longest: 256, lowerCase: true},
    arns: ['ecr:repository/{name}'],
    rights: [
      {
        create: ['CreateRepository', 'PutLifecyclePolicy', 'SetRepositoryPolicy', 'TagResource'],
        read: ['DescribeRepositories', 'GetLifecyclePolicy', 'GetRepositoryPolicy', 'ListTagsForResource'],
        update: [
          ...['PutLifecyclePolicy', 'DeleteLifecyclePolicy', 'SetRepositoryPolicy', 'DeleteRepositoryPolicy'],
          ...['PutImageScanningConfiguration', 'PutImageTagMutability', 'TagResource', 'UntagResource'],
        ],
        // `EmptyOnDelete` deletes the repository with force.
        delete: ['DeleteRepository'],
      },
      {
        on: ['kms:key/*'],
        when: 'EncryptionConfiguration.KmsKey',
        tagged: 'resource',
        create: ['kms:CreateGrant', 'kms:DescribeKey', 'kms:RetireGrant'],
        delete: ['kms:RetireGrant'],
      },
    ],
  },

  'AWS::ApplicationAutoScaling::ScalableTarget': {
    doc: scaling,
    service: 'application-autoscaling',
    rights: [
      {
        on: ['application-autoscaling:scalable-target/*'],
        condition: OF_TABLES,
        because: 'AWS makes the ids, and the type takes no tags; of tables alone',
        create: ['RegisterScalableTarget'],
        update: ['RegisterScalableTarget'],
        delete: ['DeregisterScalableTarget'],
      },
      {
        on: ['*'],
        because: 'the actions know no resources',
        read: ['DescribeScalableTargets', 'DescribeScheduledActions'],
      },
      {
        on: ['iam::role/aws-service-role/dynamodb.application-autoscaling.amazonaws.com/*'],
        condition: {StringEquals: {'iam:AWSServiceName': 'dynamodb.application-autoscaling.amazonaws.com'}},
        create: ['iam:CreateServiceLinkedRole'],
      },
    ],
  },

  'AWS::ApplicationAutoScaling::ScalingPolicy': {
    doc: scaling,
    service: 'application-autoscaling',
    rights: [
      {
        on: ['application-autoscaling:scalable-target/*'],
        condition: OF_TABLES,
        because: 'AWS makes the ids, and the type takes no tags; of tables alone',
        create: ['PutScalingPolicy'],
        update: ['PutScalingPolicy'],
        delete: ['DeleteScalingPolicy'],
      },
      {on: ['*'], because: 'the action knows no resources', read: ['DescribeScalingPolicies']},
      // "Application Auto Scaling and CloudWatch": target tracking makes alarms in the caller's name.
      {
        on: ['cloudwatch:alarm:TargetTracking-table/{app}-*'],
        create: ['cloudwatch:PutMetricAlarm', 'cloudwatch:DescribeAlarms'],
        update: ['cloudwatch:PutMetricAlarm', 'cloudwatch:DescribeAlarms'],
        delete: ['cloudwatch:DeleteAlarms', 'cloudwatch:DescribeAlarms'],
      },
    ],
  },
}
