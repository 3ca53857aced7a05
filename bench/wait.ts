import {spawn} from 'node:child_process'
import {text} from 'node:stream/consumers'
import {fileURLToPath} from 'node:url'

import {createContext, type Host} from '@aws-stack/core'

import type * as server from '../plugins/core/dist/aws/cloudformation-server.fixture.js'
import type * as simulation from '../plugins/core/dist/aws/simulated-cloudformation.fixture.js'
import {median} from './measure.js'

/** A wait for stacks, by the engine's port and the real SDK, on a simulated CloudFormation whose answers take 50 ms. */
const LATENCY = 50
const LIMIT_MS = 2_000
/** Stacks, and how many runs of so many, side by side. */
const WAITS = [
  [1, 12],
  [10, 3],
  [50, 2],
] as const
/** Operations end between these, so that the wait has long come to its slowest pace. */
const ENDS_MS = [15_000, 25_000] as const
const STEADY_MS = [8_000, 15_000] as const
const EVENTS = [100, 10_000] as const

const core = '../../plugins/core/dist/aws'
const {CloudFormationServer} = (await import(`${core}/cloudformation-server.fixture.js`)) as typeof server
const {SimulatedCloudFormation} = (await import(`${core}/simulated-cloudformation.fixture.js`)) as typeof simulation

const silent: Host = {notify: () => {}, confirm: async () => true}
const now = () => performance.now()

const [url, stack] = process.argv.slice(2)
if (url && stack) {
  await watch(url, stack)
  global.gc?.()
  const {rss, heapUsed} = process.memoryUsage()
  console.log(JSON.stringify({rss, heapUsed}))
} else {
  for (const [stacks, runs] of WAITS) await printWait(stacks, runs)
  await printMemory()
}

async function printWait(stacks: number, runs: number): Promise<void> {
  const measured = await Promise.all(Array.from({length: runs}, () => waitFor(stacks)))
  const late = measured.flatMap(({late}) => late)
  const calls = median(measured.map(({callsASecond}) => callsASecond))
  console.log(
    [
      `${String(stacks).padStart(2)} stacks, ${runs} runs`,
      `end seen after median ${median(late).toFixed(0).padStart(4)} ms, max ${Math.max(...late).toFixed(0)} ms`,
      `(${(Math.max(...late) / LIMIT_MS).toFixed(2)} of the limit of ${LIMIT_MS})`,
      `${calls.toFixed(2)} calls a second`,
    ].join('   '),
  )
}

async function waitFor(stacks: number): Promise<{late: number[]; callsASecond: number}> {
  const [first, last] = ENDS_MS
  const aws = new SimulatedCloudFormation({now, duration: () => first + Math.random() * (last - first)})
  const service = new CloudFormationServer(aws, {latency: LATENCY})
  const address = await service.listen()
  const ids = Array.from({length: stacks}, (_, index) => aws.add(String(index)))
  const began = now()
  const context = connect(address)
  const late = await Promise.all(
    ids.map(async (id) => {
      await follow(context, id)
      return now() - aws.endOf(id)
    }),
  )
  service.close()
  const [from, to] = STEADY_MS
  return {late, callsASecond: aws.callsBetween(began + from, began + to) / ((to - from) / 1000)}
}

/** The same wait for few events and for many, each in a process of its own. */
async function printMemory(): Promise<void> {
  const [few, many] = await Promise.all(EVENTS.map(memoryAfter))
  if (!few || !many) return
  for (const kind of ['rss', 'heapUsed'] as const) {
    const figures = EVENTS.map(
      (events, index) => `${((index === 0 ? few : many)[kind] / 2 ** 20).toFixed(1)} MiB after ${events} events`,
    )
    console.log(`${kind.padEnd(8)}   ${figures.join(', ')}   ratio ${(many[kind] / few[kind]).toFixed(2)}`)
  }
}

interface Memory {
  readonly rss: number
  readonly heapUsed: number
}

async function memoryAfter(events: number): Promise<Memory> {
  const runs = await Promise.all([1, 2, 3].map(() => watchInChild(events)))
  return {rss: median(runs.map(({rss}) => rss)), heapUsed: median(runs.map(({heapUsed}) => heapUsed))}
}

async function watchInChild(events: number): Promise<Memory> {
  const [duration] = ENDS_MS
  const aws = new SimulatedCloudFormation({now, duration: () => duration, eventEvery: duration / events})
  const service = new CloudFormationServer(aws, {latency: LATENCY})
  const address = await service.listen()
  const child = spawn(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), address, aws.add('0')])
  child.stderr.pipe(process.stderr)
  const printed = await text(child.stdout)
  service.close()
  return JSON.parse(printed) as Memory
}

function connect(endpoint: string) {
  return createContext({
    host: silent,
    signal: new AbortController().signal,
    region: 'eu-west-1',
    endpoint: {url: endpoint, accessKeyId: 'AKIALOCAL', secretAccessKey: 'secret'},
  })
}

async function watch(endpoint: string, id: string): Promise<void> {
  await follow(connect(endpoint), id)
}

async function follow({cloudFormation, signal}: ReturnType<typeof connect>, stackId: string): Promise<void> {
  const changeSet = {id: 'change-set', stackId, stack: stackId, empty: false, changes: []}
  for await (const event of cloudFormation.execute(changeSet, {signal, leave: signal})) void event
}
