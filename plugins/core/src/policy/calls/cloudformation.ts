import {ALWAYS, type CallTable, NO_RESOURCE} from '../call-row.js'
import type {PolicyVerb} from '../policy-result.js'

const STACK = ['cloudformation:stack/{stack}/*']
const CHANGES: readonly PolicyVerb[] = ['deploy', 'destroy', 'operate']

/** Change sets are named after who made them, not after the stack: `aws-stack-1795321772850-…`. */
const CHANGE_SETS = 'cloudformation:changeSet/aws-stack-*/*'

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html */
export const cloudFormationCalls: CallTable = {
  DescribeStacks: {on: STACK, commands: ALWAYS},
  GetTemplate: {on: STACK, commands: ALWAYS},
  ListStackResources: {on: STACK, commands: ALWAYS},
  ListStacks: {on: ['*'], commands: ALWAYS, because: NO_RESOURCE},
  DescribeStackEvents: {on: STACK, commands: CHANGES},
  DescribeEvents: {on: [...STACK, CHANGE_SETS], commands: ALWAYS},

  CreateChangeSet: [
    {
      on: STACK,
      commands: ['plan', 'deploy'],
      condition: {StringLike: {'cloudformation:ChangeSetName': 'aws-stack-*'}},
    },
    // "Controlling access with IAM" in the CloudFormation user guide: stacks get tags with their change sets.
    {
      actions: ['cloudformation:TagResource'],
      on: STACK,
      commands: ['plan', 'deploy'],
      condition: {StringEquals: {'cloudformation:CreateAction': 'CreateChangeSet'}},
    },
  ],
  DescribeChangeSet: {on: STACK, commands: ['plan', 'deploy']},
  ListChangeSets: {on: STACK, commands: ['plan', 'deploy']},
  DeleteChangeSet: {on: STACK, commands: ['plan', 'deploy']},
  ExecuteChangeSet: {on: STACK, commands: ['deploy']},

  // A deploy deletes what the settings no longer name; `cancel` a stack that is being made.
  DeleteStack: {on: STACK, commands: CHANGES},
  CancelUpdateStack: {on: STACK, commands: CHANGES},
  ContinueUpdateRollback: {on: STACK, commands: ['deploy', 'destroy']},
  RollbackStack: {on: STACK, commands: ['deploy', 'destroy']},
}
