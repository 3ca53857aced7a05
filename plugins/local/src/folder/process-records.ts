import {spawnSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {readFile, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'

import {writeFileAtomically} from './write-file-atomically.js'

/** What was started, so that it can be ended also after a crash of the one who started it. */
export interface ProcessRecord {
  readonly name: 'server' | 'moto' | 'dockerd' | 'containerd'
  readonly pid: number
  /** When the process began, in the system's own words: another process that got the same number began at another time. */
  readonly began: string
}

export async function readProcessRecords(folder: string): Promise<ProcessRecord[]> {
  try {
    return JSON.parse(await readFile(recordFile(folder), 'utf8')) as ProcessRecord[]
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Processes start side by side, so their records are written one after the other. */
let writing: Promise<unknown> = Promise.resolve()

export async function recordProcess(folder: string, name: ProcessRecord['name'], pid: number): Promise<ProcessRecord> {
  const record = {name, pid, began: beginOf(pid) ?? ''}
  const written = writing.then(async () => {
    const others = (await readProcessRecords(folder)).filter((other) => other.name !== name)
    await writeFileAtomically(recordFile(folder), JSON.stringify([...others, record], null, 2))
  })
  writing = written.catch(() => undefined)
  await written
  return record
}

export async function removeProcessRecords(folder: string): Promise<void> {
  await rm(recordFile(folder), {force: true})
}

export function isRunning({pid, began}: ProcessRecord): boolean {
  const begin = beginOf(pid)
  return begin !== undefined && begin === began
}

/** Asks it to end, insists after `graceMs`. `false`: it was not running. */
export async function endProcess(record: ProcessRecord, graceMs: number): Promise<boolean> {
  if (!isRunning(record)) return false
  process.kill(record.pid, 'SIGTERM')
  if (await ends(record, graceMs)) return true
  process.kill(record.pid, 'SIGKILL')
  await ends(record, 5000)
  return true
}

async function ends(record: ProcessRecord, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs
  while (isRunning(record)) {
    if (Date.now() > deadline) return false
    await sleep(50)
  }
  return true
}

function beginOf(pid: number): string | undefined {
  return process.platform === 'linux' ? beginOnLinux(pid) : beginByPs(pid)
}

/** Fields 3 and 22 of proc(5)'s `stat`; the name before them may hold spaces. A zombie has ended. */
function beginOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

function beginByPs(pid: number): string | undefined {
  const {stdout} = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {encoding: 'utf8'})
  return stdout?.trim() || undefined
}

function recordFile(folder: string): string {
  return join(folder, 'processes.json')
}
