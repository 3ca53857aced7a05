import {deleteChangeSet, describeChangeSet, executeChangeSet, listChangeSets} from './change-sets.js'
import {createChangeSet} from './create-change-set.js'
import {describeEvents} from './describe-events.js'
import {
  describeStackEvents,
  describeStackResource,
  describeStackResources,
  listStackResources,
} from './describe-resources.js'
import {describeStacks, listStacks} from './describe-stacks.js'
import {listExports, listImports} from './exports.js'
import type {Operation} from './operation.js'
import {
  cancelUpdateStack,
  continueUpdateRollback,
  createStack,
  deleteStack,
  getStackPolicy,
  setStackPolicy,
  updateStack,
  updateTerminationProtection,
} from './stack-operations.js'
import {getTemplate, getTemplateSummary, validateTemplateOperation} from './templates.js'

/** By the `Action` of the request. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  CancelUpdateStack: cancelUpdateStack,
  ContinueUpdateRollback: continueUpdateRollback,
  CreateChangeSet: createChangeSet,
  CreateStack: createStack,
  DeleteChangeSet: deleteChangeSet,
  DeleteStack: deleteStack,
  DescribeChangeSet: describeChangeSet,
  DescribeEvents: describeEvents,
  DescribeStackEvents: describeStackEvents,
  DescribeStackResource: describeStackResource,
  DescribeStackResources: describeStackResources,
  DescribeStacks: describeStacks,
  ExecuteChangeSet: executeChangeSet,
  GetStackPolicy: getStackPolicy,
  GetTemplate: getTemplate,
  GetTemplateSummary: getTemplateSummary,
  ListChangeSets: listChangeSets,
  ListExports: listExports,
  ListImports: listImports,
  ListStackResources: listStackResources,
  ListStacks: listStacks,
  SetStackPolicy: setStackPolicy,
  UpdateStack: updateStack,
  UpdateTerminationProtection: updateTerminationProtection,
  ValidateTemplate: validateTemplateOperation,
}
