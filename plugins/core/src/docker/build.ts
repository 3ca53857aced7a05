import type Docker from 'dockerode'

import type {BuildInput, BuiltImage} from '../ports/docker.js'
import {StackError} from '../errors.js'
import type {ImageProgress} from '../events.js'
import {isSecretName} from '../secrets/is-secret-name.js'
import type {Secrets} from '../secrets/secrets.js'
import {packContext} from './build-context.js'
import {buildFailed} from './build-failed.js'
import {buildOptions} from './build-options.js'
import {type BuildSteps, createBuildSteps} from './build-steps.js'
import {decodeTrace} from './buildkit-trace.js'
import type {EngineAddress} from './engine-address.js'
import {type BuildContext, listContext} from './list-context.js'
import {EngineFailure, readProgress} from './progress.js'
import {pullPrivateBases} from './pull-private-bases.js'
import {useEngine} from './use-engine.js'

/** Builds with BuildKit and checks that the image is for the platform asked for. */
export async function buildImage(
  engine: EngineAddress,
  {
    secrets,
    dockerConfig,
    ...input
  }: BuildInput & {readonly secrets: Secrets; readonly dockerConfig?: string | undefined},
  progress: (progress: ImageProgress) => void,
  signal: AbortSignal,
): Promise<BuiltImage> {
  const context = await listContext(input)
  const {dockerfileText} = context
  learnFrom(input, secrets)
  const steps = createBuildSteps((step) => progress(secrets.maskAll(step)), secrets)
  progress({phase: 'pack', ...sizeOf(context)})

  return useEngine(engine, signal, async (docker) => {
    await pullPrivateBases(docker, {inputs: input, dockerfileText, dockerConfig, secrets})
    try {
      const id = await runBuild(docker, {input, context, steps})
      return await checkPlatform(docker, id, input)
    } catch (error) {
      const message = refusalOf(error, engine)
      if (message === undefined) throw error
      const {failed} = steps
      throw buildFailed({inputs: input, dockerfileText, ...secrets.maskAll({message, step: failed})})
    }
  })
}

function sizeOf({entries}: BuildContext): {files: number; bytes: number} {
  const sizes = entries.flatMap((entry) =>
    entry.type === 'file' ? [entry.size] : entry.type === 'bytes' ? [entry.bytes.length] : [],
  )
  return {files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0)}
}

/** BuildKit repeats build arguments in the names of steps, and a step may print them. */
function learnFrom({buildArgs, authorization}: BuildInput, secrets: Secrets): void {
  for (const [name, value] of Object.entries(buildArgs)) if (isSecretName(name)) secrets.add(value)
  secrets.add(authorization?.password)
}

interface Build {
  readonly input: BuildInput
  readonly context: BuildContext
  readonly steps: BuildSteps
}

async function runBuild(docker: Docker, {input, context, steps}: Build): Promise<string> {
  const tar = packContext(context.entries)
  let unreadable: Error | undefined
  tar.on('error', (error: Error) => (unreadable = error))
  try {
    const answer = await docker.buildImage(tar, {
      ...buildOptions(input),
      dockerfile: context.dockerfile,
      t: input.tag,
      // As a string: with a number, dockerode opens no session and BuildKit refuses.
      version: '2',
    })
    return await followBuild(answer as AsyncIterable<Uint8Array>, steps)
  } catch (error) {
    throw unreadable ?? error
  } finally {
    tar.destroy()
  }
}

async function followBuild(answer: AsyncIterable<Uint8Array>, steps: BuildSteps): Promise<string> {
  let id: string | undefined
  for await (const message of readProgress(answer)) {
    if (message.id === 'moby.buildkit.trace') steps.take(decodeTrace(message.aux as string))
    if (message.id === 'moby.image.id') id = (message.aux as {ID: string}).ID
  }
  if (id === undefined) throw new EngineFailure('the engine ended the build without an image')
  return id
}

async function checkPlatform(docker: Docker, id: string, {dockerfile, platform, tag}: BuildInput): Promise<BuiltImage> {
  const {Os, Architecture} = await docker.getImage(id).inspect()
  const built = `${Os}/${Architecture}`
  if (platform === built || platform.startsWith(`${built}/`)) return {id, platform: built}
  throw new StackError(
    'PLATFORM_MISMATCH',
    `${tag} was built for ${built}, not for ${platform}; see FROM in ${dockerfile}`,
    {
      details: {dockerfile, platform, built},
    },
  )
}

/** What an engine that can be reached said against the build. */
function refusalOf(error: unknown, {host}: EngineAddress): string | undefined {
  if (error instanceof EngineFailure) return error.message
  const {statusCode, message, json} = error as {statusCode?: number; message: string; json?: {message?: string} | null}
  if (statusCode === undefined) return undefined
  if (statusCode === 404) return `the engine at ${host} has no BuildKit: ${message.trim()}`
  return json?.message ?? message.replace(/^\(HTTP code \d+\) [^-]*- /, '').trim()
}
