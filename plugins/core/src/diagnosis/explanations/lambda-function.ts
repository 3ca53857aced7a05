import type {FunctionConfiguration} from '../../ports/functions.js'
import type {Evidence} from '../cause.js'
import type {Explain, Explanation} from '../explanation.js'
import type {FailedEvent} from '../fold-failures.js'
import type {Inquiry} from '../inquiry.js'
import {meaningOfMissingImage} from './look-for-image.js'

const LINES = 20
/** A function's own logs go back for years. */
const RECENT_MS = 30 * 60_000

export const explainLambdaFunction: Explain = async (failure, inquiry) => {
  if (!failure.type.startsWith('AWS::Lambda::')) return undefined
  const image = await explainImage(failure, inquiry)
  if (image) return image

  const configuration = await configurationOf(failure, inquiry)
  const evidence = configuration ? await lastLines(configuration, failure, inquiry) : []
  if (CANNOT_START.test(failure.reason ?? '')) {
    const meaning = 'its entry point, its working directory or its platform is not what the function says'
    return {meaning: `Lambda cannot start the image: ${meaning}`, evidence}
  }
  const {code, reason} = configuration ? stateOf(configuration) : {}
  if (!configuration || (!code && !reason)) return undefined
  return {
    meaning: `the function ${configuration.name} did not become active: ${reason ?? code}`,
    ...(code && {facts: {reasonCode: code}}),
    evidence,
  }
}

const CANNOT_START = /InvalidImage|Invalid(Entrypoint|EntryPoint|WorkingDirectory)/

/** Lambda's own sentences: "Create a Lambda function using a container image" and "Troubleshoot container image issues" of its Developer Guide. */
async function explainImage({reason = ''}: FailedEvent, inquiry: Inquiry): Promise<Explanation | undefined> {
  const [, missing] = /Source image (\S+) does not exist/.exec(reason) ?? []
  if (missing) {
    return {
      meaning: (await meaningOfMissingImage(missing, inquiry)) ?? `the image ${missing} is not there`,
      facts: {image: missing},
    }
  }
  if (/manifest, config or layer media type|image manifest.*not supported/i.test(reason)) {
    const [, image] = /(?:source )?image (\S+:\S+|\S+@\S+) is not supported/.exec(reason) ?? []
    return {
      meaning: `Lambda takes an image for one platform only; ${image ?? 'this one'} is an index of several, or has attestations. Push it with aws-stack, or build it with --provenance=false`,
      ...(image && {facts: {image}}),
      suggestions: [`aws-stack ${inquiry.app}:image:push`],
    }
  }
  if (/ImageAccessDenied|does not have permission to access the (ECR|specified) image/.test(reason)) {
    return {
      meaning:
        "Lambda may not read the image: the repository's policy does not let lambda.amazonaws.com, or it is in another account or region",
    }
  }
  return undefined
}

async function configurationOf(
  {type, physicalId}: FailedEvent,
  {ctx, look}: Inquiry,
): Promise<FunctionConfiguration | undefined> {
  if (!physicalId || !['AWS::Lambda::Function', 'AWS::Lambda::Version'].includes(type)) return undefined
  return look('lambda:GetFunction', (signal) => ctx.functions.configuration(physicalId, signal))
}

function stateOf(configuration: FunctionConfiguration): {code?: string | undefined; reason?: string | undefined} {
  const {state, stateReasonCode, stateReason, lastUpdate, lastUpdateReason, lastUpdateReasonCode} = configuration
  if (lastUpdate === 'Failed') return {code: lastUpdateReasonCode, reason: lastUpdateReason}
  return state === 'Active' ? {} : {code: stateReasonCode, reason: stateReason}
}

async function lastLines({logGroup}: FunctionConfiguration, {at}: FailedEvent, inquiry: Inquiry): Promise<Evidence[]> {
  const {ctx, look} = inquiry
  const lines = await look('logs:GetLogEvents', (signal) =>
    ctx.logs.last({group: logGroup, limit: LINES, since: at - RECENT_MS}, signal),
  )
  if (!lines || lines.length === 0) return []
  return [{title: `last lines of ${logGroup}`, lines: lines.map(({message}) => message.trimEnd())}]
}
