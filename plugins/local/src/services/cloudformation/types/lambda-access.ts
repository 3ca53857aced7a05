import {
  AddPermissionCommand,
  type AddPermissionCommandInput,
  DeleteFunctionEventInvokeConfigCommand,
  PutFunctionEventInvokeConfigCommand,
  type PutFunctionEventInvokeConfigCommandInput,
  RemovePermissionCommand,
} from '@aws-sdk/client-lambda'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {pick} from './pick.js'
import {unlessGone} from './unless-gone.js'

/** AWS::Lambda::Permission: one statement of the function's policy. */
export const permission: ResourceHandler = {
  async create(properties, scope) {
    const lambda = await scope.clients.lambda()
    const id = scope.generatedName(100)
    await lambda.send(
      new AddPermissionCommand({
        ...pick<AddPermissionCommandInput>(
          properties,
          'Action',
          'EventSourceToken',
          'FunctionName',
          'FunctionUrlAuthType',
          'InvokedViaFunctionUrl',
          'Principal',
          'PrincipalOrgID',
          'SourceAccount',
          'SourceArn',
        ),
        StatementId: id,
      }),
    )
    return {physicalId: id, attributes: {Id: id}}
  },

  async delete({physicalId}, properties, scope) {
    const lambda = await scope.clients.lambda()
    const FunctionName = properties['FunctionName'] as string
    await unlessGone(() => lambda.send(new RemovePermissionCommand({FunctionName, StatementId: physicalId})))
  },
}

/** AWS::Lambda::EventInvokeConfig */
export const eventInvokeConfig: ResourceHandler = {
  async create(properties, scope) {
    await put(properties, scope)
    const {FunctionName, Qualifier} = properties as {FunctionName: string; Qualifier: string}
    return {physicalId: `${FunctionName}|${Qualifier}`, attributes: {}}
  },

  async update(current, next, previous, scope) {
    // A put replaces on AWS, but moto goes on to show the first one.
    await remove(previous, scope)
    await put(next, scope)
    return current
  },

  async delete(_current, properties, scope) {
    await remove(properties, scope)
  },
}

async function remove(properties: Properties, scope: HandlerScope): Promise<void> {
  const lambda = await scope.clients.lambda()
  const {FunctionName, Qualifier} = properties as {FunctionName: string; Qualifier: string}
  await unlessGone(() => lambda.send(new DeleteFunctionEventInvokeConfigCommand({FunctionName, Qualifier})))
}

async function put(properties: Properties, scope: HandlerScope): Promise<void> {
  const lambda = await scope.clients.lambda()
  await lambda.send(
    new PutFunctionEventInvokeConfigCommand(
      pick<PutFunctionEventInvokeConfigCommandInput>(
        properties,
        'DestinationConfig',
        'FunctionName',
        'MaximumEventAgeInSeconds',
        'MaximumRetryAttempts',
        'Qualifier',
      ),
    ),
  )
}
