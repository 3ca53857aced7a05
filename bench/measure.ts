import {spawnSync} from 'node:child_process'

export interface Run {
  readonly ms: number
  readonly stdout: string
}

export interface MeasureOptions {
  readonly environment?: NodeJS.ProcessEnv
  /** The exit code to end with. */
  readonly ends?: number
}

/** Runs a whole process and takes its wall time. Throws where it ends in another way: such a run measures nothing. */
export function measure(
  command: string,
  args: readonly string[],
  {environment = process.env, ends = 0}: MeasureOptions = {},
): Run {
  const began = performance.now()
  const {status, stdout, stderr} = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: environment,
  })
  if (status !== ends) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stderr}`)
  return {ms: performance.now() - began, stdout}
}

/** Runs the commands in turn, A B A B …, after one warm-up each, so that a drift of the machine meets all alike. */
export function interleaved(
  commands: ReadonlyMap<string, readonly string[]>,
  rounds: number,
  optionsOf: (name: string) => MeasureOptions = () => ({}),
): Map<string, number[]> {
  const times = new Map([...commands.keys()].map((name) => [name, [] as number[]]))
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, [command = '', ...args]] of commands) {
      const {ms} = measure(command, args, optionsOf(name))
      if (round >= 0) times.get(name)?.push(ms)
    }
  }
  return times
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
