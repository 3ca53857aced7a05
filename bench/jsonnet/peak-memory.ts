import {spawn} from 'node:child_process'
import {readFileSync} from 'node:fs'

/** The largest resident set of a process in MiB, looked at every few milliseconds: of one that is over at once it is what was last seen. */
export function peakMemory(command: string, args: readonly string[]): Promise<number> {
  const child = spawn(command, args, {stdio: 'ignore'})
  let peak = 0
  const timer = setInterval(() => (peak = Math.max(peak, residentPeak(child.pid))), 2)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () => {
      clearInterval(timer)
      resolve(peak)
    })
  })
}

function residentPeak(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}
