import {z} from '@aws-stack/core/zod'

/** The release that is built upon unless the settings say otherwise; the Dockerfiles name it too. */
export const DEFAULT_VERSION = 'v3.1.0'

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
    .regex(/^(v\d+\.\d+\.\d+|latest)$/, `is no release, e.g. ${DEFAULT_VERSION}`)
    .default(DEFAULT_VERSION)
    .describe('VAST release to build upon, v1.1.0 or newer.')
    .meta({env: 'VAST_VERSION'}),
  image: z
    .string()
    .regex(/^\S+$/, 'is no image reference')
    .optional()
    .describe('Base image in place of tenzir/vast at the version.')
    .meta({env: 'VAST_IMAGE'}),
  storage: z
    .enum(['EFS', 'ATTACHED'])
    .default('EFS')
    .describe("Where events are kept: EFS, or ATTACHED, the task's own disk, which is empty after each restart.")
    .meta({env: 'VAST_SERVER_STORAGE_TYPE'}),
})

export type VastSettings = z.infer<typeof settings>
