import {type AwsCall, awsFailure, type Fault, type Judge} from './aws-call.js'

const OUTAGES: Readonly<Record<string, string>> = {
  EAI_AGAIN: 'its name cannot be resolved now',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was dropped',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no route to it',
  ENOTFOUND: 'its name is not known',
  EPIPE: 'the connection was dropped',
  ETIMEDOUT: 'there was no answer in time',
}

/** These stay as they are, however often they are asked. */
const BROKEN: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted here',
  EPROTO: 'it does not speak TLS as AWS does',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted here',
}

/** Nobody answered, or nobody who speaks HTTP. */
export const judgeNetwork: Judge = (fault, call) => {
  const code = codeOf(fault)
  const outage = OUTAGES[code]
  if (outage) return {failure: unreachable(`${outage} (${code})`, fault, call), retry: 'transient'}

  // What OpenSSL says of a server without TLS differs between versions.
  const broken = code.startsWith('ERR_SSL_') ? BROKEN['EPROTO'] : BROKEN[code]
  if (broken) return {failure: unreachable(`${broken} (${code})`, fault, call)}

  if (code === 'ERR_INVALID_URL')
    return {failure: notAnEndpoint(`the endpoint "${inputOf(fault)}" is no URL`, fault, call)}
  if (code.startsWith('HPE_'))
    return {failure: notAnEndpoint(`${hostOf(fault, call)} does not speak HTTP`, fault, call)}
  return undefined
}

/** A provider of credentials keeps only the text of the network error that stopped it. */
function codeOf({code, name, message}: Fault): string {
  if (code) return code
  if (name === 'TimeoutError') return 'ETIMEDOUT'
  return name === 'CredentialsProviderError' ? (/\bE[A-Z_]{4,}\b/.exec(message)?.[0] ?? '') : ''
}

function unreachable(reason: string, fault: Fault, call: AwsCall) {
  const host = hostOf(fault, call)
  return awsFailure(
    'AWS_UNREACHABLE',
    `cannot reach ${host} for ${call.service} ${call.operation}: ${reason}`,
    fault,
    call,
    {
      blame: 'aws',
      details: {host},
      suggestions: ['aws-stack doctor'],
    },
  )
}

/** A look-up of credentials goes to another host, which the error names itself. */
function hostOf({original, message}: Fault, call: AwsCall): string {
  const named = /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT) (\S+)$/.exec(message)?.[1]
  const {hostname} = original as {hostname?: string}
  return hostname ?? named ?? call.host ?? 'AWS'
}

function inputOf({original}: Fault): string {
  return String((original as {input?: unknown}).input)
}

function notAnEndpoint(message: string, fault: Fault, call: AwsCall) {
  return awsFailure('ENDPOINT_NOT_AWS', message, fault, call, {suggestions: ['aws-stack doctor']})
}
