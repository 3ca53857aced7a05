import {readFile, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {connectEngine} from '../engine/connect-engine.js'
import type {Engine, NoEngine} from '../engine/engine.js'
import type {ContainerRuntime} from './container-runtime.js'
import {createDockerRuntime} from './docker-runtime.js'
import {removeContainers} from './leftovers.js'

/** The containers of this local AWS, on an engine that comes when everything else is up. */
export interface Containers {
  /** Waits for the engine; a text says why there is none. */
  runtime(): Promise<ContainerRuntime | string>
  use(engine: Engine | NoEngine): Promise<void>
  /** Removes them all. */
  clear(): Promise<void>
}

export function createContainers(folder: string, environment: NodeJS.ProcessEnv): Containers {
  let answer: (runtime: ContainerRuntime | string) => void = () => undefined
  const runtime = new Promise<ContainerRuntime | string>((resolve) => (answer = resolve))
  return {
    runtime: () => runtime,

    async use(engine) {
      if (engine.kind === 'missing') return answer(engine.reason)
      const docker = await connectEngine(engine.host, environment)
      // Of an earlier run that was killed.
      await removeContainers(docker, folder)
      await writeFile(noteOf(folder), engine.host)
      answer(createDockerRuntime(docker, folder))
    },

    clear: () => endContainers(folder, environment),
  }
}

/** Also after a crash: the engine that runs them is noted. One that has ended by now has taken them along. */
export async function endContainers(folder: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const host = await readFile(noteOf(folder), 'utf8').catch(() => undefined)
  if (host === undefined) return
  await removeContainers(await connectEngine(host, environment), folder).catch(unlessAway)
}

export async function forgetContainers(folder: string): Promise<void> {
  await rm(noteOf(folder), {force: true})
}

function noteOf(folder: string): string {
  return join(folder, 'containers')
}

function unlessAway(error: NodeJS.ErrnoException): void {
  if (!['ENOENT', 'ECONNREFUSED', 'ECONNRESET'].includes(error.code ?? '')) throw error
}
