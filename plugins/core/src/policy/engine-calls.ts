import type {CallTable} from './call-row.js'
import {cloudFormationCalls} from './calls/cloudformation.js'
import {appConfigCalls} from './calls/configurations.js'
import {
  apiGatewayCalls,
  cloudWatchCalls,
  dynamoDbCalls,
  kinesisCalls,
  lambdaCalls,
  logsCalls,
  s3Calls,
  snsCalls,
  sqsCalls,
  stsCalls,
  xRayCalls,
} from './calls/data.js'
import {ecrCalls, registryCalls} from './calls/images.js'
import {backupCalls, ec2Calls, ecsCalls, fileSystemCalls, iamCalls} from './calls/servers.js'

/**
 * Every call of the engine, by the service's name in ARNs (`registry`: the Docker engine's) and operation. Reviewed; the tests hold it against what
 * a local AWS recorded, against the sources of `src/aws`, and against AWS's own list of actions.
 */
export const ENGINE_CALLS: Readonly<Record<string, CallTable>> = {
  apigateway: apiGatewayCalls,
  appconfig: appConfigCalls,
  backup: backupCalls,
  cloudformation: cloudFormationCalls,
  cloudwatch: cloudWatchCalls,
  dynamodb: dynamoDbCalls,
  ec2: ec2Calls,
  ecr: ecrCalls,
  ecs: ecsCalls,
  elasticfilesystem: fileSystemCalls,
  iam: iamCalls,
  kinesis: kinesisCalls,
  lambda: lambdaCalls,
  logs: logsCalls,
  registry: registryCalls,
  s3: s3Calls,
  sns: snsCalls,
  sqs: sqsCalls,
  sts: stsCalls,
  xray: xRayCalls,
}
