import {createHash} from 'node:crypto'

import type {BuildInput, BuiltImage, DockerEngine, EngineImage, PushInput, PushResult} from '../ports/docker.js'
import {cancelled, StackError} from '../errors.js'
import type {ImageProgress} from '../events.js'

export interface FakeDockerOptions {
  /** Told of every image that a push leaves in a registry. */
  readonly onPush?: (repository: string, tag: string, digest: string) => void
}

/** A Docker engine in memory. It builds whatever it is told to, pushes what it has built, and says the same digest for the same reference. */
export class FakeDocker implements DockerEngine {
  readonly built: BuildInput[] = []
  readonly pushed: PushInput[] = []
  /** What it has beside, by name. */
  readonly images = new Map<string, EngineImage>()
  /** The registry answers each push that the immutable tag is there: another run was faster. */
  tagExists = false
  readonly #tags = new Set<string>()
  readonly #onPush: FakeDockerOptions['onPush']
  #buildFailure: StackError | undefined
  #pushFailure: StackError | undefined

  constructor({onPush}: FakeDockerOptions = {}) {
    this.#onPush = onPush
  }

  failNextBuild(error = new StackError('BUILD_FAILED', 'the build failed at [2/2] RUN false: exit code 1')): void {
    this.#buildFailure = error
  }

  failNextPush(error = new StackError('REGISTRY_DENIED', 'the registry refused the push', {blame: 'aws'})): void {
    this.#pushFailure = error
  }

  async version(): ReturnType<DockerEngine['version']> {
    return {version: '28.0.0', apiVersion: '1.48', architecture: 'amd64', host: 'fake://docker'}
  }

  async find(reference: string): Promise<EngineImage | undefined> {
    return this.images.get(reference)
  }

  async build(
    input: BuildInput,
    progress: (progress: ImageProgress) => void,
    signal: AbortSignal,
  ): Promise<BuiltImage> {
    if (signal.aborted) throw cancelled(signal)
    this.built.push(input)
    progress({phase: 'build', step: '[1/1] FROM base', state: 'started'})
    const failure = this.#buildFailure
    this.#buildFailure = undefined
    if (failure) throw failure

    progress({phase: 'build', step: '[1/1] FROM base', state: 'finished', ms: 1})
    this.#tags.add(input.tag)
    return {id: digestOf(`image ${input.tag}`), platform: input.platform}
  }

  async push(input: PushInput, progress: (progress: ImageProgress) => void, signal: AbortSignal): Promise<PushResult> {
    if (signal.aborted) throw cancelled(signal)
    const {reference} = input
    if (!this.#tags.has(reference)) throw new StackError('IMAGE_NOT_FOUND', `there is no image ${reference} to push`)
    this.pushed.push(input)
    const failure = this.#pushFailure
    this.#pushFailure = undefined
    if (failure) throw failure

    const digest = digestOf(reference)
    const colon = reference.lastIndexOf(':')
    this.#onPush?.(reference.slice(0, colon), reference.slice(colon + 1), digest)
    if (this.tagExists) return {pushed: false}
    progress({phase: 'push', layer: 'layer', state: 'finished'})
    return {pushed: true, digest}
  }
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}
