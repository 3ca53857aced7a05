import type {FunctionConfiguration as Configuration, GetFunctionResponse} from '@aws-sdk/client-lambda'

import type {FunctionConfiguration, Functions} from '../ports/functions.js'
import type {AwsAccess} from './access.js'
import {answered} from './answered.js'
import {awsCode} from './aws-error.js'
import {createService} from './create-service.js'
import {invokeFunction} from './invoke-function.js'

/** Of a function that was given none (AWS Lambda API Reference, CreateFunction). */
const LAMBDA_TIMEOUT_SECONDS = 3

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
    async layer(arn, signal) {
      try {
        const {Content} = await lambda.call(
          'GetLayerVersionByArn',
          (client, options) => client.getLayerVersionByArn({Arn: arn}, options),
          signal ? {signal} : {},
        )
        const {CodeSha256 = '', CodeSize = 0, Location = ''} = answered(Content, 'Lambda', 'GetLayerVersionByArn')
        return {codeSha256: CodeSha256, size: CodeSize, url: Location}
      } catch (error) {
        if (awsCode(error) === 'ResourceNotFoundException') return undefined
        throw error
      }
    },
    invoke: (input, signal) => invokeFunction(access, input, signal ? {signal} : {}),
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
    timeoutMs: (configuration.Timeout ?? LAMBDA_TIMEOUT_SECONDS) * 1000,
    logGroup: LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    ...(LastModified && {modifiedAt: Date.parse(LastModified)}),
  }
}
