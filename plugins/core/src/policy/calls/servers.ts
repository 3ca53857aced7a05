import {type CallTable, NO_RESOURCE} from '../call-row.js'
import type {PolicyVerb} from '../policy-result.js'

const SERVICE = ['{AWS::ECS::Service}']
const DEPLOYMENTS = [...SERVICE, 'ecs:service-deployment/{name:AWS::ECS::Cluster}/{name:AWS::ECS::Service}/*']
const TASK = ['ecs:task/{name:AWS::ECS::Cluster}/*']
const EVERY: readonly PolicyVerb[] = ['plan', 'deploy', 'destroy', 'operate']
const CHANGES: readonly PolicyVerb[] = ['deploy', 'destroy', 'operate']

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html */
export const ecsCalls: CallTable = {
  DescribeServices: {on: SERVICE, commands: EVERY},
  ListServices: {on: ['*'], commands: EVERY, needs: 'AWS::ECS::Cluster', because: NO_RESOURCE},
  // By service or family it is asked of the cluster's container instances, of which Fargate has none.
  ListTasks: {on: ['ecs:container-instance/{name:AWS::ECS::Cluster}/*'], commands: EVERY},
  DescribeTasks: {on: TASK, commands: EVERY},
  DescribeTaskDefinition: {on: ['*'], commands: EVERY, needs: 'AWS::ECS::TaskDefinition', because: NO_RESOURCE},
  ListServiceDeployments: {on: SERVICE, commands: CHANGES},
  DescribeServiceDeployments: {on: DEPLOYMENTS, commands: CHANGES},
  StopServiceDeployment: {on: DEPLOYMENTS, commands: CHANGES},
  UpdateService: {on: SERVICE, commands: CHANGES},
  StopTask: {on: TASK, commands: CHANGES},

  RunTask: [
    {on: ['{AWS::ECS::TaskDefinition}'], commands: ['operate']},
    {
      actions: ['iam:PassRole'],
      on: ['{roles:ecs-tasks.amazonaws.com}'],
      commands: ['operate'],
      condition: {StringEquals: {'iam:PassedToService': 'ecs-tasks.amazonaws.com'}},
    },
    {
      actions: ['ecs:TagResource'],
      on: TASK,
      commands: ['operate'],
      condition: {StringEquals: {'ecs:CreateAction': 'RunTask'}},
    },
  ],
  ExecuteCommand: {on: ['{AWS::ECS::Cluster}', ...TASK], commands: ['operate']},
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
export const ec2Calls: CallTable = {
  DescribeVpcs: {on: ['*'], commands: ['plan', 'deploy', 'operate'], needs: 'AWS::EC2::VPC', because: NO_RESOURCE},
  DescribeRouteTables: {
    on: ['*'],
    commands: ['plan', 'deploy', 'operate'],
    needs: 'AWS::EC2::VPC',
    because: NO_RESOURCE,
  },
  DescribeSubnets: {on: ['*'], commands: ['operate'], needs: 'AWS::EC2::Subnet', because: NO_RESOURCE},
  DescribeVpcEndpoints: {on: ['*'], commands: ['operate'], needs: 'AWS::EC2::Subnet', because: NO_RESOURCE},
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticfilesystem.html */
export const fileSystemCalls: CallTable = {
  DescribeFileSystems: {on: ['{AWS::EFS::FileSystem}'], commands: EVERY, tagged: 'resource'},
}

const VAULT = ['{AWS::Backup::BackupVault}']
const BACKUP = 'AWS::Backup::BackupVault'

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html */
export const backupCalls: CallTable = {
  StartBackupJob: [
    {on: VAULT, commands: ['operate']},
    {
      actions: ['iam:PassRole'],
      on: ['{roles:backup.amazonaws.com}'],
      commands: ['operate'],
      condition: {StringEquals: {'iam:PassedToService': 'backup.amazonaws.com'}},
    },
  ],
  DescribeBackupJob: {on: ['*'], commands: ['operate'], needs: BACKUP, because: NO_RESOURCE},
  StopBackupJob: {on: ['*'], commands: ['operate'], needs: BACKUP, because: NO_RESOURCE},
  ListBackupVaults: {on: ['*'], commands: ['operate'], needs: BACKUP, because: NO_RESOURCE},
  ListRecoveryPointsByResource: {on: ['*'], commands: ['operate'], needs: BACKUP, because: NO_RESOURCE},
  DescribeRecoveryPoint: {
    on: ['backup:recovery-point:*'],
    commands: ['operate'],
    needs: BACKUP,
    because: 'AWS makes the ids',
  },
  StartRestoreJob: {
    on: ['backup:recovery-point:*'],
    commands: ['operate'],
    needs: BACKUP,
    because: 'AWS makes the ids',
  },
  DescribeRestoreJob: {on: ['*'], commands: ['operate'], needs: BACKUP, because: NO_RESOURCE},
}

const ROLE = ['{AWS::IAM::Role}']

/** What the check of `exec` reads: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export const iamCalls: CallTable = {
  SimulatePrincipalPolicy: {on: ROLE, commands: ['operate'], needs: 'AWS::ECS::Service'},
  GetRole: {on: ROLE, commands: ['operate'], needs: 'AWS::ECS::Service'},
  ListRolePolicies: {on: ROLE, commands: ['operate'], needs: 'AWS::ECS::Service'},
  GetRolePolicy: {on: ROLE, commands: ['operate'], needs: 'AWS::ECS::Service'},
  ListAttachedRolePolicies: {on: ROLE, commands: ['operate'], needs: 'AWS::ECS::Service'},
  GetPolicy: {
    on: ['iam::policy/*'],
    commands: ['operate'],
    needs: 'AWS::ECS::Service',
    because: 'somebody else attached it',
  },
  GetPolicyVersion: {
    on: ['iam::policy/*'],
    commands: ['operate'],
    needs: 'AWS::ECS::Service',
    because: 'somebody else attached it',
  },
  // Of `github:setup`, which no app's role runs.
  ListOpenIDConnectProviders: {on: ['*'], commands: [], because: NO_RESOURCE},
  GetOpenIDConnectProvider: {on: ['iam::oidc-provider/*'], commands: [], because: "it is the account's"},
}
