import type {Rule, VpcFacts} from '@aws-stack/core'

import {type Cidr, cidrOf, contains, formatCidr, halvesOf, overlaps, parseCidr} from './cidr.js'
import {IMPORT_PARTS} from './import-parts.js'
import type {VastSettings} from './settings.js'

/** What the account says of the VPC that is to be peered, and of this stage's own. */
export interface VastFacts {
  readonly peered: VpcFacts
  /** The peering that this stage has made already. */
  readonly ownPeeringId: string | undefined
  /** The block of this stage's network; `undefined`: not deployed. */
  readonly deployedCidr: string | undefined
  /** Of the buckets that parts import from, by part; `missing`: there is none of this name. */
  readonly bucketRegions: Readonly<Partial<Record<string, string>>>
}

export const MISSING = 'missing'

type AccountRule = Rule<VastSettings, VastFacts>

/**
 * "AWS::EC2::VPC" in the CloudFormation user guide: another CidrBlock is another VPC. The old one could not go while the
 * other stacks are in it, and the update would fail halfway.
 */
const deployedCidrStays: AccountRule = ({config, stage, facts: {deployedCidr}}) =>
  deployedCidr === undefined || deployedCidr === config.cidr
    ? []
    : [
        {
          key: 'cidr',
          message:
            `${config.cidr} cannot replace ${deployedCidr}, the block of the deployed network; ` +
            `destroy stage ${stage} first, or use another stage`,
        },
      ]

/** "VPC peering limitations" in the Amazon VPC peering guide: no two networks with a common address, whichever of their blocks. */
const cidrSharesNoAddressWithThePeeredVpc: AccountRule = ({config, facts: {peered}}) =>
  peered.cidrs
    .filter((cidr) => overlaps(cidrOf(config.cidr), cidrOf(cidr)))
    .map((cidr) => ({
      key: 'cidr',
      message: `${config.cidr} overlaps ${cidr} of ${peered.vpcId}; peered networks cannot share addresses`,
    }))

/** A route for the same addresses would make ours fail halfway; one for some of them would lead their answers elsewhere. */
const wayBackIsFree: AccountRule = ({config, facts: {peered, ownPeeringId}}) => {
  const [privateHalf] = halvesOf(cidrOf(config.cidr))
  return peered.routes
    .filter(({peeringConnectionId}) => peeringConnectionId === undefined || peeringConnectionId !== ownPeeringId)
    .filter(({destination}) => isWithin(privateHalf, destination))
    .map(({destination, peeringConnectionId}) => ({
      key: 'cidr',
      message:
        `${config.cidr} is taken: the main route table ${peered.mainRouteTableId} of ${peered.vpcId} has a route for ` +
        `${destination} ${peeringConnectionId ? `to ${peeringConnectionId}` : 'already'}, where ours for ${formatCidr(privateHalf)} belongs`,
    }))
}

const importedBucketIsHere: AccountRule = ({config, region, facts: {bucketRegions}}) =>
  IMPORT_PARTS.flatMap(({part, bucket}) => {
    const [name = '', found] = [config[bucket], bucketRegions[part]]
    if (found === undefined || found === region) return []
    const message = found === MISSING ? `there is no bucket ${name}` : elsewhere(name, found, region)
    return [{key: bucket, message}]
  })

/** EventBridge hears of a bucket's data events in the bucket's region alone. */
export function elsewhere(bucket: string, found: string, region: string): string {
  return (
    `the bucket ${bucket} is in ${found}, and what is written there is heard in ${found} alone, not in ${region}; ` +
    `let the logs be written to a bucket in ${region}, or use a stage in ${found}: docs/imports.md`
  )
}

/** Checked against what the account says, before anything changes. */
export const accountRules: readonly AccountRule[] = [
  deployedCidrStays,
  cidrSharesNoAddressWithThePeeredVpc,
  wayBackIsFree,
  importedBucketIsHere,
]

function isWithin(outer: Cidr, destination: string): boolean {
  // A prefix list or an IPv6 block is none.
  const inner = parseCidr(destination)
  return inner !== undefined && contains(outer, inner)
}
