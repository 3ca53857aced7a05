import type {BuildInput} from '../ports/docker.js'

/** What an image is made from. Its fingerprint covers all of it, and nothing else reaches the build that could change the content. */
export type ImageInputs = Pick<
  BuildInput,
  'dockerfile' | 'context' | 'platform' | 'buildArgs' | 'labels' | 'target' | 'added'
>

/** A folder of the context that is not on disk. */
export interface AddedFolder {
  /** From the root of the context, `/` between its names. */
  readonly path: string
  /** Says what is in it: the image's fingerprint counts this and not the files, so that they are only needed for a build. */
  readonly identity: string
  readonly files?: readonly AddedFile[]
}

/** `path` is from the folder. */
export interface AddedFile {
  readonly path: string
  readonly mode: number
  readonly bytes: Buffer
}

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
