import {spawnSync} from 'node:child_process'

export interface Run {
  readonly ms: number
  readonly stdout: string
}

/** Runs a whole process and takes its wall time. Throws where it fails: a failed run measures nothing. */
export function measure(command: string, args: readonly string[]): Run {
  const began = performance.now()
  const {status, stdout, stderr} = spawnSync(command, args, {encoding: 'utf8', maxBuffer: 64 * 1024 * 1024})
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stderr}`)
  return {ms: performance.now() - began, stdout}
}

/** Runs the commands in turn, A B A B …, after one warm-up each, so that a drift of the machine meets all alike. */
export function interleaved(commands: ReadonlyMap<string, readonly string[]>, rounds: number): Map<string, number[]> {
  const times = new Map([...commands.keys()].map((name) => [name, [] as number[]]))
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, [command = '', ...args]] of commands) {
      const {ms} = measure(command, args)
      if (round >= 0) times.get(name)?.push(ms)
    }
  }
  return times
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
