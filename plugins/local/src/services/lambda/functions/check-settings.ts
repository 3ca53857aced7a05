import type {CreateFunctionRequest, UpdateFunctionConfigurationRequest, VpcConfigResponse} from '@aws-sdk/client-lambda'

import {roleTrusts} from '../../role-trusts.js'
import {invalid, outOfRange} from '../state/faults.js'
import type {World} from '../state/world.js'

type Settings = CreateFunctionRequest | UpdateFunctionConfigurationRequest

/** AWS Lambda Developer Guide, "Lambda quotas" */
const VARIABLES_BYTES = 4096

const MOUNT_PATH = /^\/mnt\/[a-zA-Z0-9-_.]+$/

/** AWS Lambda Developer Guide, "Defined runtime environment variables": those that cannot be set. */
const RESERVED = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
])

/** What Lambda refuses at once, before anything is changed. */
export async function checkSettings(settings: Settings, region: string, world: World): Promise<void> {
  checkRange(settings.MemorySize, 'memorySize', 128, 10_240)
  checkRange(settings.Timeout, 'timeout', 1, 900)
  checkRange(settings.EphemeralStorage?.Size, 'ephemeralStorage.size', 512, 10_240)
  for (const [index, {LocalMountPath = ''}] of (settings.FileSystemConfigs ?? []).entries())
    if (!MOUNT_PATH.test(LocalMountPath))
      throw outOfRange(
        LocalMountPath,
        `fileSystemConfigs.${index + 1}.member.localMountPath`,
        `Member must satisfy regular expression pattern: ${MOUNT_PATH.source.replaceAll('\\/', '/')}`,
      )
  checkVariables(settings.Environment?.Variables ?? {})
  if (settings.Handler || settings.Runtime || settings.Layers?.length)
    throw invalid(
      "Please don't provide Handler or Runtime or Layer when the intent is to create function with packageType as Image",
    )
  const {Role} = settings
  if (Role !== undefined && !(await roleTrusts(Role, 'lambda.amazonaws.com', world.options.clients(region))))
    throw invalid('The role defined for the function cannot be assumed by Lambda.')
}

function checkRange(value: number | undefined, member: string, least: number, most: number): void {
  if (value === undefined) return
  if (value < least) throw outOfRange(value, member, `Member must have value greater than or equal to ${least}`)
  if (value > most) throw outOfRange(value, member, `Member must have value less than or equal to ${most}`)
}

/** Those that cannot be set, and all together as JSON. */
function checkVariables(variables: Readonly<Record<string, string>>): void {
  const unable =
    'Lambda was unable to configure your environment variables because the environment variables you have provided'
  const reserved = Object.keys(variables).filter((name) => RESERVED.has(name))
  if (reserved.length > 0)
    throw invalid(
      `${unable} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    )
  const measured = JSON.stringify(variables)
  if (Buffer.byteLength(measured) > VARIABLES_BYTES)
    throw invalid(`${unable} exceeded the 4KB limit. String measured: ${measured}`)
}

/** Shown with the VPC that the subnets are in. */
export async function vpcConfig(
  {VpcConfig}: Settings,
  region: string,
  world: World,
): Promise<VpcConfigResponse | undefined> {
  if (!VpcConfig) return undefined
  const {SubnetIds = [], SecurityGroupIds = [], Ipv6AllowedForDualStack = false} = VpcConfig
  if (SubnetIds.length === 0) return {SubnetIds, SecurityGroupIds, VpcId: '', Ipv6AllowedForDualStack}
  const {DescribeSubnetsCommand} = await import('@aws-sdk/client-ec2')
  const ec2 = await world.options.clients(region).ec2()
  const {Subnets = []} = await ec2.send(new DescribeSubnetsCommand({SubnetIds})).catch((error: Error) => {
    throw invalid(
      `Error occurred while DescribeSubnets. EC2 Error Code: ${error.name}. EC2 Error Message: ${error.message}`,
    )
  })
  return {SubnetIds, SecurityGroupIds, VpcId: Subnets[0]?.VpcId ?? '', Ipv6AllowedForDualStack}
}
