import {classify} from './aws-error.js'

/** The region that the SDK's own chain finds (`AWS_REGION`, the profile); `undefined` where it finds none. */
export async function resolveRegion({profile}: {profile?: string | undefined} = {}): Promise<string | undefined> {
  const {CloudFormation} = await import('@aws-sdk/client-cloudformation')
  try {
    return await new CloudFormation(profile ? {profile} : {}).config.region()
  } catch (error) {
    if (error instanceof Error && error.message === 'Region is missing') return undefined
    throw classify(error, {service: 'AWS', operation: 'region', region: ''}).failure
  }
}
