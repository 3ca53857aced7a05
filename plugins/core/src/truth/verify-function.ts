import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {NodeRef} from '../events.js'
import type {FunctionConfiguration} from '../ports/functions.js'
import type {DeployedFunction, DeployedImage} from '../results.js'
import {digestIn, repositoryOf} from './running-images.js'
import {untilSettled} from './until-settled.js'

export interface VerifyFunctionInput {
  readonly app: string
  readonly node: NodeRef
  readonly logicalId: string
  readonly name: string
  /** Those of this run that the stack takes. */
  readonly images: readonly DeployedImage[]
}

/**
 * Waits until Lambda has taken over the last update, and answers with what it runs.
 * States: https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html
 */
export async function verifyFunction(
  input: VerifyFunctionInput,
  signal: AbortSignal,
  ctx: Context,
): Promise<DeployedFunction> {
  let told = false
  return untilSettled(async () => {
    const {app, node, logicalId, name, images} = input
    const found = await ctx.functions.configuration(name)
    if (!found) throw failed(app, name, `${name} was deleted after it was deployed`)
    const {state, lastUpdate} = found
    if (state === 'Failed') throw failed(app, name, because(found, found.stateReason, found.stateReasonCode), found)
    if (lastUpdate === 'Failed')
      throw failed(app, name, because(found, found.lastUpdateReason, found.lastUpdateReasonCode), found)
    if (state === 'Pending' || lastUpdate === 'InProgress') {
      if (!told) ctx.host.notify({type: 'stack.settling', node, logicalId, what: 'function', ready: 0, wanted: 1})
      told = true
      return undefined
    }
    const digest = digestIn(found.resolvedImage ?? '')
    const wanted = images.find(({uri}) => repositoryOf(uri) === repositoryOf(found.image ?? found.resolvedImage ?? ''))
    if (digest && wanted && wanted.digest !== digest) throw wrongImage(app, name, wanted.digest, digest)
    return {part: node.name, name, state, lastUpdate, ...(digest && {digest})}
  }, signal)
}

/** `StateReasonCode` and `LastUpdateStatusReasonCode`: https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
const MEANINGS: Readonly<Record<string, string>> = {
  ImageAccessDenied: "Lambda may not read the image: the repository's policy has to allow it",
  ImageDeleted: 'the image is no longer in its repository',
  InvalidImage: 'Lambda cannot run the image: one platform, Docker or OCI manifest, no index',
  EniLimitExceeded: 'the account has no network interfaces left',
  InsufficientRolePermissions: "the function's role may not manage network interfaces",
  InvalidSubnet: 'a subnet does not exist any more',
  InvalidSecurityGroup: 'a security group does not exist any more',
  SubnetOutOfIPAddresses: 'a subnet has no free addresses',
  EFSMountTimeout: 'the file system does not answer',
  FunctionError: 'its initialisation fails',
}

function because({name}: FunctionConfiguration, reason = 'Lambda gives no reason', code = ''): string {
  const meaning = MEANINGS[code]
  return `${name} was not updated: ${reason}${meaning ? ` (${meaning})` : ''}`
}

function failed(app: string, name: string, message: string, found?: FunctionConfiguration): StackError {
  return new StackError('FUNCTION_FAILED', message, {
    blame: 'aws',
    details: {
      function: name,
      ...(found && {
        state: found.state,
        lastUpdate: found.lastUpdate,
        reason: found.state === 'Failed' ? found.stateReason : found.lastUpdateReason,
        reasonCode: found.state === 'Failed' ? found.stateReasonCode : found.lastUpdateReasonCode,
      }),
    },
    suggestions: [`aws-stack ${app}:why`, `aws-stack ${app}:status`],
  })
}

function wrongImage(app: string, name: string, wanted: string, running: string): StackError {
  return new StackError('WRONG_IMAGE', `${name} runs the image ${running}, deployed was ${wanted}`, {
    blame: 'aws',
    details: {function: name, digests: {wanted, running}},
    suggestions: [`aws-stack ${app}:why`, `aws-stack ${app}:status`],
  })
}
