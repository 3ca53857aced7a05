import {spawn} from 'node:child_process'
import {randomBytes} from 'node:crypto'
import {once} from 'node:events'
import {createReadStream, createWriteStream} from 'node:fs'
import {mkdtemp, readFile, rm} from 'node:fs/promises'
import {createRequire} from 'node:module'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {pipeline} from 'node:stream/promises'
import {fileURLToPath, pathToFileURL} from 'node:url'

import {readLocalState} from '@aws-stack/kit'

import {measure} from './measure.js'

/** `vast:import` of a file on the local AWS, whole process, beside the same bytes through `docker exec -i`. Linux. */
const MIB = 1024 * 1024
const SIZE = Number(process.argv[2] ?? 100) * MIB
const LIMIT = 150 * MIB
const PLACE = ['--local', '--stage', 'bench-import']
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const cli = createRequire(join(root, 'package.json'))
  .resolve('aws-stack/package.json')
  .replace('package.json', 'bin/run.js')

const state = readLocalState(process.env)
if (!state?.dockerHost) {
  console.error('no local AWS with a Docker engine runs: aws-stack local:start')
  process.exit(3)
}
const docker = {...process.env, DOCKER_HOST: state.dockerHost}

const folder = await mkdtemp(join(tmpdir(), 'bench-import-'))
try {
  await compare()
} finally {
  measure('node', [cli, 'vast:destroy', ...PLACE, '--yes', '--force'])
  await rm(folder, {recursive: true})
}

async function compare(): Promise<void> {
  const file = join(folder, 'events.json')
  const bytes = await writeEvents(file)
  measure('node', [cli, 'vast:deploy', ...PLACE, '--cidr', '10.59.0.0/24', '--yes'])
  measure('node', [cli, 'vast:start', ...PLACE])
  const name = 'name=vast-bench-import-server'
  const container = measure('docker', ['ps', '--quiet', '--filter', name], {environment: docker}).stdout.trim()

  const piped = await timeOf('docker', ['exec', '-i', container, 'vast', 'import', 'json'], file)
  const {ms, peak} = await imported(file)

  console.log(`import of ${(bytes / MIB).toFixed(0)} MiB of JSON, whole process`)
  for (const [what, took] of [
    ['vast:import', ms],
    ['docker exec -i', piped],
  ] as const)
    console.log(
      `  ${what.padEnd(15)} ${(bytes / MIB / (took / 1000)).toFixed(1).padStart(6)} MiB/s   ${(took / 1000).toFixed(1)} s`,
    )
  console.log(`  ratio           ${(piped / ms).toFixed(2)}`)
  const share = (peak / LIMIT).toFixed(2)
  console.log(`  peak memory     ${(peak / MIB).toFixed(0)} MiB, ${share} of the limit of ${LIMIT / MIB} MiB`)
  if (!(peak <= LIMIT)) process.exitCode = 1
}

/** Payloads that do not compress. */
async function writeEvents(file: string): Promise<number> {
  let written = 0
  await pipeline(function* () {
    for (let n = 0; written < SIZE; n += 1) {
      const payload = randomBytes(240).toString('base64')
      const line = Buffer.from(`${JSON.stringify({n, event_type: 'alert', src_ip: '10.0.0.1', payload})}\n`)
      written += line.length
      yield line
    }
  }, createWriteStream(file))
  return written
}

async function imported(file: string): Promise<{ms: number; peak: number}> {
  const hook = join(root, 'test', 'fixtures', 'peak-memory.mjs')
  const report = join(folder, 'peak')
  const environment = {...process.env, PEAK_MEMORY: report}
  const command = ['--import', pathToFileURL(hook).href, cli, 'vast:import', ...PLACE, file]
  const {ms} = measure('node', command, {environment})
  return {ms, peak: Number(await readFile(report, 'utf8')) * 1024}
}

async function timeOf(command: string, args: readonly string[], file: string): Promise<number> {
  const began = performance.now()
  const child = spawn(command, args, {env: docker, stdio: ['pipe', 'ignore', 'inherit']})
  const [[code]] = await Promise.all([
    once(child, 'exit') as Promise<[number]>,
    pipeline(createReadStream(file), child.stdin),
  ])
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}`)
  return performance.now() - began
}
