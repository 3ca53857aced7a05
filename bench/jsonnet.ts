import {existsSync, readFileSync} from 'node:fs'

import {compile, evaluate} from '@aws-stack/jsonnet'

import {argumentsOf, corpus, DEBIAN, own} from './jsonnet/corpus.js'
import {chainedImport, GROWTH} from './jsonnet/growth.js'
import {peakMemory} from './jsonnet/peak-memory.js'
import {interleaved, measure, median} from './measure.js'

/** Our Jsonnet beside Debian's, on the same programs in one run: whole processes in turn, then again and again in one process. */
const ROUNDS = 5
const WARM = 30
/** What takes the other engine this long is to take ours half of it, with the start of Node. */
const HEAVY = 300
const hasDebian = existsSync(DEBIAN)

const milliseconds = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`
const row = (name: string, cells: readonly string[]) =>
  console.log(name.padEnd(24) + cells.map((cell) => cell.padStart(13)).join(''))
const mean = (values: readonly number[]) =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)

function time(act: () => unknown): number {
  const began = performance.now()
  act()
  return performance.now() - began
}

console.log(`Node ${process.version}, medians of ${ROUNDS} processes in turn and of ${WARM} runs in one process`)
if (!hasDebian) console.log(`${DEBIAN} is not there: install Debian's package jsonnet to compare`)

const starts = interleaved(
  new Map([
    ['bare', ['node', '-e', '0']],
    ['engine', ['node', own, '-e', '{}']],
  ]),
  3 * ROUNDS,
)
const [bare, nothing] = [median(starts.get('bare') ?? []), median(starts.get('engine') ?? [])]
console.log(`start of the engine: ${milliseconds(nothing - bare)} (< 25 ms) beyond Node's ${milliseconds(bare)}`)

row('program', ["Debian's", 'ours, cold', 'ours, warm', 'cold', 'warm', "Debian's", 'ours'])
const [cold, warm]: [number[], number[]] = [[], []]
for (const program of corpus()) {
  const args = argumentsOf(program)
  const commands = new Map([['own', ['node', own, ...args]]])
  if (hasDebian) commands.set('debian', [DEBIAN, ...args])
  const outputs = [...commands.values()].map(([command = '', ...rest]) => measure(command, rest).stdout)
  if (outputs.some((output) => output !== outputs[0])) throw new Error(`${program.name}: the outputs differ`)
  const times = interleaved(commands, ROUNDS)
  const [theirs, ours] = [median(times.get('debian') ?? []), median(times.get('own') ?? [])]
  const options = program.library === undefined ? {} : {extCode: {sub: readFileSync(program.library, 'utf8')}}
  const again = median(Array.from({length: WARM}, () => time(() => compile(program.file, options))))
  if (theirs >= HEAVY) cold.push(theirs / ours)
  warm.push(theirs / again)
  const ratios = [`${(theirs / ours).toFixed(1)} ×`, `${(theirs / again).toFixed(0)} ×`]
  const memory = [hasDebian ? await peakMemory(DEBIAN, args) : NaN, await peakMemory('node', [own, ...args])]
  const peaks = memory.map((peak) => `${peak.toFixed(0)} MiB`)
  row(program.name, [milliseconds(theirs), milliseconds(ours), milliseconds(again), ...ratios, ...peaks])
}
if (hasDebian) {
  const least = Math.min(...cold).toFixed(1)
  console.log(`cold, where C++ takes ${HEAVY} ms: ${least} × at least (2 ×), ${mean(cold).toFixed(1)} × in the mean`)
  console.log(`warm, geometric mean: ${mean(warm).toFixed(0)} × (50 ×)`)
}

const item = '{id: i, name: "item-%d" % i, tags: ["a", "b"], nested: {x: i * 2, y: "some text", z: [1, 2, i]}}'
const large = (count: number) => `[${item} for i in std.range(1, ${count})]`
let size = 0
const before = process.cpuUsage()
const runs = Array.from({length: 5}, () => time(() => (size = evaluate(large(45_000)).length)))
const {user, system} = process.cpuUsage(before)
const processor = (user + system) / 1000 / runs.length
console.log(
  `${(size / 1e6).toFixed(1)} MB of JSON: ${milliseconds(median(runs))} (< 1 s), of the processor ${milliseconds(processor)}`,
)
if (hasDebian) console.log(`  Debian's, a hundredth of it: ${milliseconds(measure(DEBIAN, ['-e', large(450)]).ms)}`)

const counts = [100, 1000, 10_000, 100_000]
row('growth', counts.map(String))
for (const [name, program] of Object.entries(GROWTH)) {
  const figures = counts.map((count) => median(Array.from({length: 3}, () => time(() => evaluate(program(count))))))
  row(name, figures.map(milliseconds))
  // Above that it takes minutes there.
  const few = hasDebian ? counts.slice(0, 2) : []
  row(
    "  Debian's",
    few.map((count) => milliseconds(measure(DEBIAN, ['-e', program(count)]).ms)),
  )
}
const depths = [10, 100, 150, 10_000]
row('imports in each other', depths.map(String))
const importing = (depth: number) =>
  time(() => evaluate(`import '${depth}'`, {importer: chainedImport, maxStack: 10 * depth + 500}))
row('', depths.map(importing).map(milliseconds))
console.log(`memory of this process, peak: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`)
