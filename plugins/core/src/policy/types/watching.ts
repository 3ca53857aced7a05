import {reference, THROUGH_CLOUDFORMATION, type TypeRow} from '../type-row.js'

const logs = reference('amazoncloudwatchlogs')
const cloudWatch = reference('amazoncloudwatch')
const appConfig = reference('awsappconfig')
const iam = reference('awsidentityandaccessmanagementiam')

const NO_RESOURCE = 'the action knows no resources'

export const watchingTypes: Readonly<Record<string, TypeRow>> = {
  'AWS::IAM::Role': {
    doc: iam,
    service: 'iam',
    name: {property: 'RoleName', longest: 64},
    arns: ['iam::role/{name}'],
    rights: [
      {
        create: ['CreateRole', 'PutRolePolicy', 'TagRole'],
        read: ['GetRole', 'GetRolePolicy', 'ListAttachedRolePolicies', 'ListRolePolicies', 'ListRoleTags'],
        update: [
          ...['PutRolePolicy', 'DeleteRolePolicy', 'UpdateAssumeRolePolicy', 'UpdateRole', 'UpdateRoleDescription'],
          ...['TagRole', 'UntagRole'],
        ],
        delete: ['DeleteRole', 'DeleteRolePolicy'],
      },
    ],
  },
  // Of roles that other stacks of the app make.
  'AWS::IAM::RolePolicy': {
    doc: iam,
    service: 'iam',
    rights: [
      {
        on: ['{AWS::IAM::Role}'],
        create: ['PutRolePolicy'],
        read: ['GetRolePolicy'],
        update: ['PutRolePolicy'],
        delete: ['DeleteRolePolicy'],
      },
    ],
  },

  'AWS::Logs::LogGroup': {
    doc: logs,
    service: 'logs',
    name: {property: 'LogGroupName', longest: 512},
    // Some actions know the group, some all that is in it.
    arns: ['logs:log-group:{name}', 'logs:log-group:{name}:*'],
    rights: [
      {
        create: ['CreateLogGroup', 'PutRetentionPolicy', 'TagResource'],
        read: ['GetDataProtectionPolicy', 'ListTagsForResource'],
        update: [
          ...['PutRetentionPolicy', 'DeleteRetentionPolicy', 'AssociateKmsKey', 'DisassociateKmsKey'],
          ...['TagResource', 'UntagResource'],
        ],
        delete: ['DeleteLogGroup', 'DeleteDataProtectionPolicy'],
      },
      {
        on: ['*'],
        because: NO_RESOURCE,
        read: ['DescribeIndexPolicies', 'DescribeLogGroups', 'DescribeResourcePolicies'],
      },
      {when: 'KmsKeyId', create: ['AssociateKmsKey']},
    ],
  },
  'AWS::Logs::MetricFilter': {
    doc: logs,
    service: 'logs',
    rights: [
      {
        on: ['{AWS::Logs::LogGroup}'],
        create: ['PutMetricFilter'],
        read: ['DescribeMetricFilters'],
        update: ['PutMetricFilter'],
        delete: ['DeleteMetricFilter'],
      },
    ],
  },
  'AWS::CloudWatch::Alarm': {
    doc: cloudWatch,
    service: 'cloudwatch',
    name: {property: 'AlarmName', longest: 255},
    arns: ['cloudwatch:alarm:{name}'],
    rights: [
      {
        create: ['PutMetricAlarm', 'TagResource'],
        read: ['DescribeAlarms', 'ListTagsForResource'],
        update: ['PutMetricAlarm', 'TagResource', 'UntagResource'],
        delete: ['DeleteAlarms'],
      },
    ],
  },
  'AWS::CloudWatch::Dashboard': {
    doc: cloudWatch,
    service: 'cloudwatch',
    name: {property: 'DashboardName'},
    arns: ['cloudwatch::dashboard/{name}'],
    rights: [
      {
        create: ['PutDashboard', 'TagResource'],
        read: ['GetDashboard', 'ListTagsForResource'],
        update: ['PutDashboard', 'TagResource', 'UntagResource'],
        delete: ['DeleteDashboards'],
      },
    ],
  },
  'AWS::CloudTrail::Trail': {
    doc: reference('awscloudtrail'),
    service: 'cloudtrail',
    name: {property: 'TrailName', longest: 128},
    arns: ['cloudtrail:trail/{name}'],
    rights: [
      {
        create: ['CreateTrail', 'AddTags', 'PutEventSelectors', 'StartLogging'],
        read: ['GetEventSelectors', 'GetInsightSelectors', 'GetTrail', 'GetTrailStatus', 'ListTags'],
        update: ['UpdateTrail', 'AddTags', 'RemoveTags', 'PutEventSelectors', 'StartLogging', 'StopLogging'],
        delete: ['DeleteTrail'],
      },
      {on: ['*'], because: NO_RESOURCE, read: ['DescribeTrails']},
    ],
  },

  'AWS::AppConfig::Application': {
    doc: appConfig,
    service: 'appconfig',
    rights: [
      {on: ['*'], because: NO_RESOURCE, tagged: 'request', create: ['CreateApplication']},
      {on: ['appconfig:application/*'], tagged: 'request', condition: THROUGH_CLOUDFORMATION, create: ['TagResource']},
      {
        on: ['appconfig:application/*'],
        tagged: 'resource',
        read: ['GetApplication', 'ListTagsForResource'],
        update: ['UpdateApplication', 'TagResource', 'UntagResource'],
        delete: ['DeleteApplication'],
      },
    ],
  },
  'AWS::AppConfig::Environment': belowApplication('Environment', 'environment'),
  'AWS::AppConfig::ConfigurationProfile': belowApplication('ConfigurationProfile', 'configurationprofile'),
  'AWS::AppConfig::DeploymentStrategy': {
    doc: appConfig,
    service: 'appconfig',
    rights: [
      {on: ['*'], because: NO_RESOURCE, tagged: 'request', create: ['CreateDeploymentStrategy']},
      {
        on: ['appconfig:deploymentstrategy/*'],
        tagged: 'request',
        condition: THROUGH_CLOUDFORMATION,
        create: ['TagResource'],
      },
      {
        on: ['appconfig:deploymentstrategy/*'],
        tagged: 'resource',
        read: ['GetDeploymentStrategy', 'ListTagsForResource'],
        update: ['UpdateDeploymentStrategy', 'TagResource', 'UntagResource'],
        delete: ['DeleteDeploymentStrategy'],
      },
    ],
  },
}

/** AWS makes the ids. Every call asks for the application as well. */
function belowApplication(kind: string, path: string): TypeRow {
  return {
    doc: appConfig,
    service: 'appconfig',
    rights: [
      {
        on: ['appconfig:application/*'],
        tagged: 'resource',
        create: [`Create${kind}`],
        read: [`Get${kind}`, 'ListTagsForResource'],
        update: [`Update${kind}`, 'TagResource', 'UntagResource'],
        delete: [`Delete${kind}`],
      },
      {
        on: [`appconfig:application/*/${path}/*`],
        tagged: 'request',
        condition: THROUGH_CLOUDFORMATION,
        create: ['TagResource'],
      },
    ],
  }
}
