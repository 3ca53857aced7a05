import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {readLocalState} from '@aws-stack/kit'

import {measure, median} from './measure.js'

/** A deploy that finds nothing to do, on the local AWS: whole process, first byte to exit. */
const ROUNDS = 7
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const cli = createRequire(join(root, 'package.json'))
  .resolve('aws-stack/package.json')
  .replace('package.json', 'bin/run.js')
const deploy = [cli, 'vast:deploy', '--local', '--yes', '--json']

interface Request {
  readonly service: string
  readonly operation: string
}

const state = readLocalState(process.env)
if (!state) {
  console.error('the local AWS does not run: aws-stack local:start')
  process.exit(3)
}

measure('node', deploy)
await fetch(`${state.endpoint}/_local/requests`, {method: 'DELETE'})
const runs = Array.from({length: ROUNDS}, () => measure('node', deploy))
const {requests} = (await (await fetch(`${state.endpoint}/_local/requests`)).json()) as {requests: Request[]}
const empty = median(Array.from({length: ROUNDS}, () => measure('node', ['-e', '0']).ms))

const result = JSON.parse(runs[0]?.stdout ?? '{}') as {changed: boolean; stacks: unknown[]; durationMs: number}
const reads = requests.filter(({service}) => service === 'cloudformation')
const times = runs.map(({ms}) => ms)
const counts = new Map<string, number>()
for (const {service, operation} of requests)
  counts.set(`${service}.${operation}`, (counts.get(`${service}.${operation}`) ?? 0) + 1)

console.log(`deploy that changes nothing (changed: ${result.changed}), ${ROUNDS} runs, whole process`)
console.log(
  `  wall      median ${median(times).toFixed(0)} ms   min ${Math.min(...times).toFixed(0)}   max ${Math.max(...times).toFixed(0)}`,
)
console.log(`  ratio     ${(median(times) / empty).toFixed(1)} × an empty node process (${empty.toFixed(0)} ms)`)
console.log(`  CloudFormation reads per stack   ${(reads.length / ROUNDS / result.stacks.length).toFixed(2)}`)
for (const [call, made] of counts) console.log(`  ${call.padEnd(40)} ${(made / ROUNDS).toFixed(1)} a run`)
