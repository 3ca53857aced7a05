import {StackError} from '../errors.js'
import type {ImageInputs} from './build-options.js'
import {type Instruction, parseDockerfile} from './dockerfile.js'
import {expandWord, type Variables} from './expand-words.js'
import {readDockerfile} from './read-dockerfile.js'

/** An image that a Dockerfile takes from elsewhere: by `FROM`, or by `COPY --from`. */
export interface BaseImage {
  /** As it stands after the arguments are filled in; empty where they say nothing. */
  readonly reference: string
  readonly line: number
}

/** Throws `BASE_IMAGE_MOVING`: the tag of an image is the hash of its inputs, and a base that moves is not told by its name. */
export async function assertPinnedBase({dockerfile, buildArgs, platform}: ImageInputs): Promise<void> {
  const bytes = await readDockerfile(dockerfile)
  const moving = movingBaseImages(bytes.toString('utf8'), buildArgs, platform)
  const [first] = moving
  if (!first) return
  const place = `${dockerfile}:${first.line}`
  const message = first.reference
    ? `the base image ${first.reference} (${place}) can change under its name, and it stands in the Dockerfile; name a version or a digest there`
    : `the base image (${place}) resolves to nothing; name an image with a version or a digest`
  throw new StackError('BASE_IMAGE_MOVING', message, {details: {dockerfile, baseImages: moving}})
}

/** The base images with the tag `latest`, with neither tag nor digest, or without a name. */
export function movingBaseImages(
  dockerfile: string,
  buildArgs: Readonly<Record<string, string>>,
  platform = '',
): BaseImage[] {
  return baseImages(dockerfile, buildArgs, platform).filter(({reference}) => {
    if (reference.includes('@')) return false
    const [, tag = 'latest'] = /:([^:/]*)$/.exec(reference) ?? []
    return tag === 'latest'
  })
}

/** All of them, without `scratch` and without the Dockerfile's own stages. */
export function baseImages(
  dockerfile: string,
  buildArgs: Readonly<Record<string, string>>,
  platform = '',
): BaseImage[] {
  const {instructions, escape} = parseDockerfile(dockerfile)
  const firstStage = instructions.findIndex(({keyword}) => keyword === 'FROM')
  const variables = globalArguments(instructions.slice(0, Math.max(firstStage, 0)), buildArgs, platform, escape)
  const stages = new Set(['scratch'])
  const found: BaseImage[] = []
  for (const {keyword, flags, rest, line} of instructions) {
    if (keyword === 'FROM') {
      const [word = '', as, name] = rest.split(/\s+/)
      const reference = expandWord(word, variables, escape)
      if (!stages.has(reference.toLowerCase())) found.push({reference, line})
      if (as?.toLowerCase() === 'as' && name) stages.add(name.toLowerCase())
    }
    if (keyword === 'COPY') {
      const from = flags.find((flag) => flag.startsWith('--from='))?.slice('--from='.length)
      if (from && !stages.has(from.toLowerCase()) && !/^\d+$/.test(from)) found.push({reference: from, line})
    }
  }
  return found
}

/** `ARG`s before the first `FROM`, which is all that a `FROM` sees. A build argument counts only where it is declared. */
function globalArguments(
  instructions: readonly Instruction[],
  buildArgs: Readonly<Record<string, string>>,
  platform: string,
  escape: string,
): Variables {
  const variables: Record<string, string | undefined> = platformArguments(platform)
  for (const {keyword, rest} of instructions) {
    if (keyword !== 'ARG') continue
    for (const word of rest.match(/(?:"(?:\\.|[^"])*"|'[^']*'|\S)+/g) ?? []) {
      const [, name = word, fallback] = /^(\w+)=([^]*)$/.exec(word) ?? []
      const given = buildArgs[name]
      variables[name] = given ?? (fallback === undefined ? variables[name] : expandWord(fallback, variables, escape))
    }
  }
  return variables
}

/** BuildKit's own. The platform that builds is the engine's to know; taken for the target's, it still tells stages from images. */
function platformArguments(platform: string): Record<string, string | undefined> {
  const [os = '', arch = '', variant = ''] = platform.split('/')
  const named = {PLATFORM: platform, OS: os, ARCH: arch, VARIANT: variant}
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, value]) => [
      [`TARGET${name}`, value],
      [`BUILD${name}`, value],
    ]),
  )
}
