import {randomUUID} from 'node:crypto'

import {answer, type AppConfigCall, type AppConfigOperation, brought} from '../app-config-operation.js'
import {numberIn, requiredText} from '../check-input.js'
import type {Session} from '../state/world.js'
import {servedFlags} from '../validation/feature-flags.js'
import {servedDeployment} from './served-deployment.js'
import {badParameter, notThere} from './session-faults.js'

const POLL_SECONDS = 60

export const startConfigurationSession: AppConfigOperation = (call) => {
  const {input, region} = call
  const named = (kind: string) => requiredText(input, `${kind}Identifier`, {max: 128})
  const application = found(region.applications, 'Application', named('Application'))
  const session: Session = {
    id: randomUUID(),
    environment: found(application.environments, 'Environment', named('Environment')),
    profile: found(application.profiles, 'ConfigurationProfile', named('ConfigurationProfile')),
    interval: numberIn(input, 'RequiredMinimumPollIntervalInSeconds', [15, 86_400]),
  }
  return answer({InitialConfigurationToken: newToken(call, session)}, 201)
}

/** A token serves once; what the client has already is not sent again. */
export const getLatestConfiguration: AppConfigOperation = (call) => {
  const {query, region, world} = call
  const token = query.get('configuration_token') ?? ''
  const session = region.sessions.get(token)
  if (!session) throw badParameter('ConfigurationToken', 'Corrupted')
  const now = Date.now()
  const {environment, profile, interval, polledAt} = session
  if (interval !== undefined && polledAt !== undefined && now - polledAt < interval * 1000)
    throw badParameter('ConfigurationToken', 'PollIntervalNotSatisfied')

  const deployment = servedDeployment(brought(environment, world), profile, session.id)
  if (!deployment) throw notThere('Deployment', 'ConfigurationToken', token)
  region.sessions.delete(token)
  environment.readAt = profile.readAt = session.polledAt = now
  const isNew = session.served !== deployment.number
  session.served = deployment.number
  const {content, contentType, label} = deployment.version
  const body = profile.type === 'AWS.AppConfig.FeatureFlags' ? servedFlags(content) : content
  return {
    status: 200,
    headers: {
      'Next-Poll-Configuration-Token': newToken(call, session),
      'Next-Poll-Interval-In-Seconds': String(interval ?? POLL_SECONDS),
      'Content-Type': contentType,
      ...(isNew && label !== undefined && {'Version-Label': label}),
    },
    body: isNew ? body : '',
  }
}

function newToken({region}: AppConfigCall, session: Session): string {
  const token = Buffer.from(`${session.id} ${randomUUID()}`).toString('base64url')
  region.sessions.set(token, session)
  return token
}

/** By id, or by name. */
function found<T extends {readonly name: string}>(all: ReadonlyMap<string, T>, kind: string, named: string): T {
  const it = all.get(named) ?? [...all.values()].find(({name}) => name === named)
  if (it) return it
  throw notThere(kind, `${kind}Identifier`, named)
}
