import type {Correction} from '../../server/front.js'
import {ServiceError, type ServiceRequest, type ServiceResponse} from '../../server/service.js'
import type {ServiceClients} from '../cloudformation/clients.js'
import {type Claims, invalid, readIdentityToken} from './read-identity-token.js'
import {changeStsSettings, type StsSettings} from './settings.js'
import {isTrusted, type PolicyDocument} from './trust-policy.js'

export interface WebIdentityOptions {
  readonly accountId: string
  /** For roles and identity providers. */
  readonly clients: (region: string) => ServiceClients
}

export interface WebIdentity {
  readonly corrections: Readonly<Record<string, Correction>>
  settings(): StsSettings
  /** Throws `BadSettings`. */
  change(given: unknown): StsSettings
  clear(): void
}

const ACTION = 'sts:AssumeRoleWithWebIdentity'
const NONE: StsSettings = {issuers: {}}

/** moto gives everybody any role. Here the token, the account's identity provider and the role's trust policy decide, as on AWS. */
export function createWebIdentity({accountId, clients}: WebIdentityOptions): WebIdentity {
  let settings = NONE
  const assume: Correction = async (request, forward) => {
    const form = new URLSearchParams(request.body.toString())
    const claims = readIdentityToken(form.get('WebIdentityToken') ?? '', (issuer) => settings.issuers[issuer]?.keys)
    await requireTrust(form.get('RoleArn') ?? '', claims, accountId, clients(request.region))
    return withSession(await forward(asSts(request)), settings.sessionMs)
  }
  return {
    // Nobody signs it.
    corrections: {'unsigned.AssumeRoleWithWebIdentity': assume, 'sts.AssumeRoleWithWebIdentity': assume},
    settings: () => settings,
    change: (given) => (settings = changeStsSettings(settings, given)),
    clear() {
      settings = NONE
    },
  }
}

async function requireTrust(role: string, claims: Claims, accountId: string, clients: ServiceClients): Promise<void> {
  const host = claims.iss.replace(/^https?:\/\//, '')
  const [, partition = 'aws', account = ''] = /^arn:([\w-]+):iam::(\d{12}):role\/.+/.exec(role) ?? []
  const provider = `arn:${partition}:iam::${accountId}:oidc-provider/${host}`
  const {GetOpenIDConnectProviderCommand, GetRoleCommand} = await import('@aws-sdk/client-iam')
  const iam = await clients.iam()
  const missing = (error: Error) => {
    if (error.name.startsWith('NoSuchEntity')) return undefined
    throw error
  }
  const found = await iam.send(new GetOpenIDConnectProviderCommand({OpenIDConnectProviderArn: provider})).catch(missing)
  if (!found) throw invalid(`No OpenIDConnect provider found in your account for ${claims.iss}`)
  if (!claims.aud.some((audience) => found.ClientIDList?.includes(audience))) throw invalid('Incorrect token audience')

  const name = role.slice(role.lastIndexOf('/') + 1)
  const kept = account === accountId ? await iam.send(new GetRoleCommand({RoleName: name})).catch(missing) : undefined
  const document = JSON.parse(decodeURIComponent(kept?.Role?.AssumeRolePolicyDocument ?? '{}')) as PolicyDocument
  if (isTrusted(document, {action: ACTION, provider, keys: keysOf(host, claims)})) return
  throw new ServiceError('AccessDenied', `Not authorized to perform ${ACTION}`, 403)
}

function keysOf(host: string, claims: Claims): Record<string, string[]> {
  const text = (value: unknown) => (Array.isArray(value) ? value.map(String) : [String(value)])
  return Object.fromEntries(
    Object.entries(claims).map(([claim, value]) => [`${host}:${claim}`.toLowerCase(), text(value)]),
  )
}

/** moto knows a service by its host. */
function asSts(request: ServiceRequest): ServiceRequest {
  return {...request, headers: {...request.headers, host: 'sts.amazonaws.com'}}
}

function withSession(answer: ServiceResponse, sessionMs: number | undefined): ServiceResponse {
  if (sessionMs === undefined || answer.status >= 300) return answer
  const end = new Date(Date.now() + sessionMs).toISOString()
  const body = String(answer.body).replace(/<Expiration>[^<]*</, `<Expiration>${end}<`)
  return {...answer, body}
}
