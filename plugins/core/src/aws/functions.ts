import type {FunctionConfiguration as Configuration, GetFunctionResponse} from '@aws-sdk/client-lambda'

import type {FunctionConfiguration, Functions} from '../ports/functions.js'
import type {AwsAccess} from './access.js'
import {answered} from './answered.js'
import {awsCode} from './aws-error.js'
import {createService} from './create-service.js'

export function createFunctions(access: AwsAccess): Functions {
  const lambda = createService('Lambda', access, async (config) => {
    const {Lambda} = await import('@aws-sdk/client-lambda')
    return new Lambda(config)
  })
  return {
    async configuration(name, signal) {
      try {
        const found = await lambda.call(
          'GetFunction',
          (client, options) => client.getFunction({FunctionName: name}, options),
          signal ? {signal} : {},
        )
        return toConfiguration(answered(found.Configuration, 'Lambda', 'GetFunction'), found.Code)
      } catch (error) {
        if (awsCode(error) === 'ResourceNotFoundException') return undefined
        throw error
      }
    },
  }
}

function toConfiguration(configuration: Configuration, code: GetFunctionResponse['Code']): FunctionConfiguration {
  const {FunctionName: name = '', Role, LoggingConfig, LastModified} = configuration
  const {StateReason, StateReasonCode, LastUpdateStatusReason, LastUpdateStatusReasonCode} = configuration
  const {ImageUri, ResolvedImageUri} = code ?? {}
  return {
    name,
    arn: configuration.FunctionArn ?? '',
    state: configuration.State ?? '',
    ...(StateReason && {stateReason: StateReason}),
    ...(StateReasonCode && {stateReasonCode: StateReasonCode}),
    lastUpdate: configuration.LastUpdateStatus ?? '',
    ...(LastUpdateStatusReason && {lastUpdateReason: LastUpdateStatusReason}),
    ...(LastUpdateStatusReasonCode && {lastUpdateReasonCode: LastUpdateStatusReasonCode}),
    packageType: configuration.PackageType ?? '',
    ...(ImageUri && {image: ImageUri}),
    ...(ResolvedImageUri && {resolvedImage: ResolvedImageUri}),
    ...(Role && {role: Role}),
    logGroup: LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    ...(LastModified && {modifiedAt: Date.parse(LastModified)}),
  }
}
