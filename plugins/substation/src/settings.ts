import {z} from '@aws-stack/core/zod'

import {description} from './pipeline/description.js'
import {EXAMPLE} from './pipeline/example.js'
import {parseVersion} from './version.js'

/** The release that is built unless the settings say otherwise. */
export const DEFAULT_VERSION = 'v2.8.0'

/** Deployed only where the settings name them. */
export const OPTIONAL_PARTS = ['xray', 'autoscaling'] as const

/** Environments of AppConfig that the part bootstrap makes. */
export const ENVIRONMENTS = ['prod', 'dev'] as const

/** Use of a stream: two digits are what the alarms take. */
const threshold = z.coerce
  .number()
  .refine((use) => /^0\.\d{1,2}$/.test(String(use)) && use > 0, 'is no use of a stream: 0.01 to 0.99')

/** The forms of the values; what they mean for each other stands in `rules.ts`. */
export const settings = z.strictObject({
  version: z
    .string()
    .refine((text) => parseVersion(text) !== undefined, {
      error: ({input}) => noRelease(String(input)),
    })
    .default(DEFAULT_VERSION)
    .describe('Substation release of the images, v0.1.0 to v2; the functions are set up as it needs it.')
    .meta({env: 'SUBSTATION_VERSION'}),
  architecture: z
    .enum(['arm64', 'x86_64'])
    .default('arm64')
    .describe('What images are built for and functions run on: arm64 or x86_64.')
    .meta({env: 'SUBSTATION_ARCHITECTURE'}),
  sourceImage: z
    .string()
    .optional()
    .describe("Image that has the program in place of upstream's source: a mirror.")
    .meta({env: 'SUBSTATION_SOURCE_IMAGE'}),
  baseImage: z
    .string()
    .optional()
    .describe("Base image of the functions in place of AWS's own for the architecture.")
    .meta({env: 'SUBSTATION_BASE_IMAGE'}),
  extensionLayer: z
    .string()
    .regex(/^arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:layer:[\w-]+:\d+$/, 'is no ARN of a version of a layer')
    .optional()
    .describe("Version of a Lambda layer with the AppConfig extension, built into the images in place of AWS's own.")
    .meta({env: 'SUBSTATION_EXTENSION_LAYER'}),
  configs: z
    .string()
    .optional()
    .describe('Folder of the configurations, one folder in it for each function.')
    .meta({env: 'SUBSTATION_CONFIG_DIRECTORY'}),
  library: z
    .string()
    .optional()
    .describe('File of the Jsonnet library that configurations of v2 know as std.extVar("sub").')
    .meta({env: 'SUBSTATION_LIBRARY'}),
  environment: z
    .array(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'is no name of an environment'))
    .default(['prod'])
    .describe('Environments of AppConfig that configurations are deployed to, a list; functions run the first.')
    .meta({env: ['AWS_APPCONFIG_ENVIRONMENT', 'APPCONFIG_ENVIRONMENT']}),
  application: z
    .string()
    .optional()
    .describe("Another AppConfig application than the stage's own, for the commands about configurations.")
    .meta({env: ['AWS_APPCONFIG_APPLICATION_NAME', 'APPCONFIG_APPLICATION_NAME']}),
  strategy: z
    .string()
    .optional()
    .describe("Another deployment strategy than the stage's own.")
    .meta({env: ['AWS_APPCONFIG_DEPLOYMENT_STRATEGY', 'APPCONFIG_DEPLOYMENT_STRATEGY']}),
  validator: z
    .string()
    .regex(/^arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:[\w:-]+$/, 'is no ARN of a function')
    .optional()
    .describe('ARN of a function that AppConfig asks before it deploys a configuration.')
    .meta({env: 'SUBSTATION_VALIDATOR'}),
  optionalParts: z
    .array(z.enum(OPTIONAL_PARTS))
    .default(['autoscaling'])
    .describe(`Parts to deploy beside the others, a list: ${OPTIONAL_PARTS.join(', ')}.`)
    .meta({env: 'SUBSTATION_OPTIONAL_PARTS'}),
  pipeline: z
    .preprocess(fromText, description)
    .default(description.parse(EXAMPLE))
    .describe('Sources, streams, transforms and sinks, by name; the example pipeline without it. As text: JSON.')
    .meta({env: 'SUBSTATION_PIPELINE'}),
  leaveOut: z
    .array(z.string())
    .default([])
    .describe('Boxes of the pipeline that are not deployed, a list of names.')
    .meta({env: 'SUBSTATION_LEAVE_OUT'}),
  access: z
    .enum(['iam', 'key'])
    .default('iam')
    .describe('How gateways know their callers, unless one says otherwise: iam, or key, an API key.')
    .meta({env: 'SUBSTATION_ACCESS'}),
  public: z
    .preprocess((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean())
    .default(false)
    .describe('Whether anybody may post to gateways that do not say otherwise: true or false.')
    .meta({env: 'SUBSTATION_PUBLIC'}),
  upscale: threshold
    .optional()
    .describe("Use of a stream above which it gets more shards, 0.01 to 0.99; the release's own without it.")
    .meta({env: 'SUBSTATION_UPSCALE_THRESHOLD'}),
  downscale: threshold
    .optional()
    .describe("Use of a stream below which it gets fewer shards, 0.01 to 0.99; the release's own without it.")
    .meta({env: 'SUBSTATION_DOWNSCALE_THRESHOLD'}),
})

/** A variable or a flag gives it as JSON; what is none is left for the schema to refuse. */
function fromText(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    return value
  }
}

function noRelease(text: string): string {
  const tag = `v${text}`
  return parseVersion(tag) ? `is no tag of Substation; ${tag} is` : `is no release, e.g. ${DEFAULT_VERSION}`
}

export type SubstationSettings = z.infer<typeof settings>
