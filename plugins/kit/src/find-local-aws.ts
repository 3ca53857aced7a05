import {StackError} from '@aws-stack/core'

import {type LocalState, readLocalState} from './local-state.js'

export const LOCAL_PACKAGE = '@aws-stack/local'

/** The local AWS that `--local` means. `installed`: the plugin that could start one was found. */
export function findLocalAws(environment: NodeJS.ProcessEnv, installed: boolean): LocalState {
  const state = readLocalState(environment)
  if (state) return state
  if (installed)
    throw new StackError('LOCAL_NOT_RUNNING', 'no local AWS is running', {suggestions: ['aws-stack local:start']})
  throw new StackError('LOCAL_NOT_INSTALLED', `--local needs the package ${LOCAL_PACKAGE}, which is not installed`, {
    suggestions: [`npm install --save-dev ${LOCAL_PACKAGE}`],
  })
}

/** The VPC that the local AWS keeps in each region for everybody to peer with; it is made when a region is first asked for. */
export async function sampleVpc({endpoint, sampleVpcs}: LocalState, region: string): Promise<string> {
  const known = sampleVpcs[region]
  if (known) return known
  const {vpcId} = await ask(`${endpoint}/_local/sample-vpc?region=${encodeURIComponent(region)}`)
  if (vpcId) return vpcId
  throw new StackError('NOT_FOUND', `the local AWS has no sample VPC in ${region}`, {
    suggestions: ['aws-stack local:status'],
  })
}

async function ask(url: string): Promise<{vpcId?: string}> {
  try {
    return (await (await fetch(url)).json()) as {vpcId?: string}
  } catch (cause) {
    throw new StackError('LOCAL_NOT_RUNNING', `the local AWS does not answer at ${url}`, {
      cause,
      suggestions: ['aws-stack local:stop', 'aws-stack local:start'],
    })
  }
}
