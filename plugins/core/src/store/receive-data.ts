import {pipeline} from 'node:stream/promises'

import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import {meter} from './meter.js'
import {notWritable, type Target} from './open-target.js'
import type {RunProgram} from './run-in-server.js'
import {tellTransfer} from './tell-transfer.js'

export interface ReceiveInput {
  readonly words: readonly string[]
  readonly run: RunProgram
  readonly target: Target
  /** The target's, as it was named. */
  readonly name: string
  /** Nobody watches: the data itself goes where progress would be shown. */
  readonly untold?: boolean | undefined
}

export interface Received {
  readonly exitCode: number
  readonly bytes: number
}

/** What a program writes, into the target; kept only where the program has ended well and all of it is there. */
export async function receiveData(
  {words, run, target, name, untold}: ReceiveInput,
  ctx: Pick<Context, 'host' | 'signal'>,
): Promise<Received> {
  const told = untold ? undefined : tellTransfer({verb: 'export'}, ctx)
  let bytes = 0
  const metered = meter((count) => {
    bytes += count
    told?.moved(name, count)
  })
  const broken = new AbortController()
  const written = pipeline(metered, target.sink as NodeJS.WritableStream, {end: !target.isShared})
  let failure: unknown
  written.catch((error: unknown) => {
    failure ??= StackError.is(error) ? error : notWritable(name, error as Error)
    broken.abort()
  })
  try {
    const exitCode = await run({words, stdout: metered, signal: AbortSignal.any([ctx.signal, broken.signal])})
    if (exitCode !== 0) return {exitCode, bytes}
    metered.end()
    await written
    await target.keep()
    told?.end()
    return {exitCode, bytes}
  } catch (error) {
    throw failure ?? error
  } finally {
    metered.destroy()
    await written.catch(() => undefined)
    await target.discard()
  }
}
