import type {LocalState} from '@aws-stack/kit'

export function formatReset({endpoint, region, sampleVpcs}: LocalState): string {
  return `The local AWS at ${endpoint} is empty. Sample VPC of ${region}: ${sampleVpcs[region] ?? 'none, moto does not answer'}.`
}
