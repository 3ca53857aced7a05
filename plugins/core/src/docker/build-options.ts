import type {BuildInput} from '../context.js'

/** What an image is made from. Its fingerprint covers all of it, and nothing else reaches the build that could change the content. */
export type ImageInputs = Pick<BuildInput, 'dockerfile' | 'context' | 'platform' | 'buildArgs' | 'labels' | 'target'>

export interface BuildOptions {
  readonly platform: string
  readonly target?: string
  readonly buildargs: Record<string, string>
  readonly labels?: Record<string, string>
}

/** What the engine is told beside the context. Sent and hashed from here, so that the two cannot diverge. */
export function buildOptions({platform, target, buildArgs, labels}: ImageInputs): BuildOptions {
  return {
    platform,
    ...(target !== undefined && {target}),
    buildargs: {...buildArgs},
    ...(labels && {labels: {...labels}}),
  }
}
