import {type AppDefinition, type Context, createContext, type ListedVpc, StackError} from '@aws-stack/core'

import {assertAllowed} from '../assert-allowed.js'
import {findLocalAws} from '../find-local-aws.js'
import {accessTo, dockerOf} from '../open-app.js'
import type {InitOptions} from './init.js'

/** What can be seen of the account. */
export interface Surroundings {
  /** Of the credentials; not asked for with `--local`. */
  readonly accountId?: string | undefined
  readonly vpcs: readonly ListedVpc[]
}

/** Asks AWS no more than the questions need. Works without credentials too, and says so. */
export async function lookAround(
  app: AppDefinition,
  {region}: Readonly<Record<string, string | undefined>>,
  options: InitOptions,
): Promise<Surroundings> {
  if (region === undefined) return {vpcs: []}
  const ctx = contextIn(region, options)
  if (!options.local) await assertAllowed(ctx, options.hosting)
  const wantsVpcs = Object.values(app.settings.shape).some((schema) => schema.meta()?.['choose'] === 'vpc')
  const [identity, vpcs] = await Promise.all([
    options.local ? undefined : seen('the account', ctx.identity(), options),
    wantsVpcs && options.prompt.terminal && !options.yes ? seen('the VPCs', ctx.ec2.listVpcs(), options) : undefined,
  ])
  return {accountId: identity?.accountId, vpcs: vpcs ?? []}
}

function contextIn(region: string, {host, signal, profile, environment, local, localInstalled}: InitOptions): Context {
  const access = local ? accessTo(findLocalAws(environment, localInstalled)) : {profile, ...dockerOf(environment)}
  return createContext({host, signal, region, ...access})
}

async function seen<T>(what: string, answer: Promise<T>, {reporter}: InitOptions): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (!StackError.is(error) || error.code === 'CANCELLED') throw error
    reporter.say(`${what} cannot be seen: ${error.message}`)
    return undefined
  }
}
