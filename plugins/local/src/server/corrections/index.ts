import type {Correction} from '../front.js'
import {
  lambdaConfiguration,
  lambdaCreateFunction,
  lambdaGetFunction,
  lambdaListFunctions,
  lambdaUpdateFunctionConfiguration,
} from './lambda-functions.js'
import {logsPutMetricFilter} from './logs-put-metric-filter.js'

/** Where moto 5.2.1 forgets or garbles what a deploy and its readers need: by service and operation, measured first. */
export const corrections: Readonly<Record<string, Correction>> = {
  'lambda.CreateFunction': lambdaCreateFunction,
  'lambda.GetFunction': lambdaGetFunction,
  'lambda.GetFunctionConfiguration': lambdaConfiguration,
  'lambda.ListFunctions': lambdaListFunctions,
  'lambda.UpdateFunctionCode': lambdaConfiguration,
  'lambda.UpdateFunctionConfiguration': lambdaUpdateFunctionConfiguration,
  'logs.PutMetricFilter': logsPutMetricFilter,
}
