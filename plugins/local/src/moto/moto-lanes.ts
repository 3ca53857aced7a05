import {connectEngine} from '../engine/connect-engine.js'
import type {Engine, NoEngine} from '../engine/engine.js'
import {type Moto, type MotoLane} from './moto.js'
import {motoInContainer} from './moto-in-container.js'
import {motoInVenv} from './moto-in-venv.js'
import {motoOnPath} from './moto-on-path.js'
import {runMotoServer} from './run-moto-server.js'
import {createRunProgram} from './run-program.js'

export interface MotoLanesOptions {
  readonly folder: string
  readonly environment: NodeJS.ProcessEnv
  readonly engine: () => Promise<Engine | NoEngine>
  readonly report: (message: string) => void
  readonly signal: AbortSignal
}

/** The three ways to moto, with the real programs, files and engine behind them. */
export function motoLanes(options: MotoLanesOptions): Readonly<Record<Moto['lane'], MotoLane>> {
  const {environment, folder, report} = options
  const run = createRunProgram(environment, options.signal)
  const startAs = (lane: Moto['lane']) => (program: string, version: string) =>
    runMotoServer(program, {lane, version}, folder, environment)

  return {
    path: () => motoOnPath({environment, run, start: startAs('path')}),
    venv: () => motoInVenv({folder, run, report, start: startAs('venv')}),
    container: () => motoInContainer({folder, report, answers, engine: client}),
  }

  async function client() {
    const engine = await options.engine()
    return engine.kind === 'missing' ? `no Docker engine: ${engine.reason}` : connectEngine(engine.host, environment)
  }
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/moto-api/`, {signal: AbortSignal.timeout(2000)}).then(
    ({ok}) => ok,
    () => false,
  )
}
