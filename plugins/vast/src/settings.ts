import {z} from '@aws-stack/core/zod'

import {parseVersion} from './version.js'

/** The release that is built upon unless the settings say otherwise; the Dockerfiles name it too. */
export const DEFAULT_VERSION = 'v3.1.0'

/** Deployed only where the settings name them. */
export const OPTIONAL_PARTS = ['workbucket', 'backup', 'cloudtrail', 'flowlogs', 'dashboard'] as const

/** "Bucket naming rules" in the Amazon S3 user guide. */
const bucketName = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]|\.(?!\.)){1,61}[a-z0-9]$/, 'is no name of a bucket: 3 to 63 of a-z, 0-9, - and .')
const regionName = z.string().regex(/^[a-z]{2,}(-[a-z]+)+-\d$/, 'is no region, e.g. eu-west-1')

/** The forms of the values; what they mean for each other and for AWS stands in `rules.ts`. */
export const settings = z.strictObject({
  cidr: z
    .cidrv4('is no IPv4 block, e.g. 10.42.0.0/24')
    .describe('IPv4 block of the new VPC, /16 to /27.')
    .meta({env: 'VAST_CIDR'}),
  peeredVpcId: z
    .string()
    .regex(/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/, 'is no VPC id: vpc- and 8 or 17 hexadecimal digits')
    .describe('The VPC to monitor, in the same account and region; it is peered with the new one.')
    .meta({env: 'VAST_PEERED_VPC_ID', choose: 'vpc'}),
  version: z
    .string()
    .refine((text) => text === 'latest' || parseVersion(text) !== undefined, {
      error: ({input}) => noRelease(String(input)),
    })
    .default(DEFAULT_VERSION)
    .describe('VAST release to build upon: a tag from v1.1.0 on, or latest.')
    .meta({env: 'VAST_VERSION'}),
  image: z.string().optional().describe('Base image in place of tenzir/vast at the version.').meta({env: 'VAST_IMAGE'}),
  storage: z
    .enum(['EFS', 'ATTACHED'])
    .default('EFS')
    .describe("Where events are kept: EFS, or ATTACHED, the task's own disk, which is empty after each restart.")
    .meta({env: 'VAST_SERVER_STORAGE_TYPE'}),
  backup: z
    .enum(['daily', 'off'])
    .default('daily')
    .describe('Whether AWS Backup copies the file system: daily, kept for 35 days, or off.')
    .meta({env: 'VAST_BACKUP'}),
  optionalParts: z
    .array(z.enum(OPTIONAL_PARTS))
    .default([])
    .describe(`Parts to deploy beside the others, a list: ${OPTIONAL_PARTS.join(', ')}.`)
    .meta({env: 'VAST_CLOUD_PLUGINS'}),
  cloudtrailBucket: bucketName
    .optional()
    .describe('Bucket of a trail whose new log files the part cloudtrail imports.')
    .meta({env: 'VAST_CLOUDTRAIL_BUCKET_NAME'}),
  cloudtrailRegion: regionName
    .optional()
    .describe("Region of that bucket: none but the stage's own is possible.")
    .meta({env: 'VAST_CLOUDTRAIL_BUCKET_REGION'}),
  flowlogsBucket: bucketName
    .optional()
    .describe('Bucket of VPC flow logs whose new files the part flowlogs imports.')
    .meta({env: 'VAST_FLOWLOGS_BUCKET_NAME'}),
  flowlogsRegion: regionName
    .optional()
    .describe("Region of that bucket: none but the stage's own is possible.")
    .meta({env: 'VAST_FLOWLOGS_BUCKET_REGION'}),
})

function noRelease(text: string): string {
  const tag = `v${text}`
  return parseVersion(tag) ? `is no tag of VAST; ${tag} is` : `is no release, e.g. ${DEFAULT_VERSION}`
}

export type VastSettings = z.infer<typeof settings>
