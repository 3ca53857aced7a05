import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {isMainThread, Worker, workerData} from 'node:worker_threads'

import {compileConfigs, compileTree, findConfigs} from '@aws-stack/core'

import {median} from './measure.js'

/** Compiling a folder of Substation's v2, in this process and in several: whether threads pay. */
const ROUNDS = 3
/** How many profiles, behind the name of the benchmark; these without. */
const asked = process.argv.slice(2).map(Number)
const counts = asked.length > 0 ? asked : [10, 100, 1000]
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const PROGRAMS = join(root, 'bench', 'programs', 'substation', 'v2')

interface Share {
  readonly folder: string
  readonly library: string
  readonly part: number
  readonly parts: number
}

async function compileShare({folder, library, part, parts}: Share): Promise<number> {
  const sources = (await findConfigs(folder, {})).filter((_, index) => index % parts === part)
  const {compiled, failed} = await compileConfigs(sources, {extCodeFile: {sub: library}, root: folder})
  if (failed.length > 0) throw new Error(failed[0]?.message)
  return compiled.length
}

async function bench(): Promise<void> {
  console.log(`Node ${process.version}, medians of ${ROUNDS} rounds, each of new files or threads`)
  console.log(
    ['profiles', 'all written', 'unchanged', '1 thread', '2 threads', '4 threads']
      .map((cell) => cell.padStart(13))
      .join(''),
  )
  for (const count of counts) {
    const {folder, library} = makeFolder(count)
    const tree = {directory: folder, options: {extCodeFile: {sub: library}}}
    const figures = [
      await timed(async (round) => compileTree({...tree, out: `${folder}-${round}`})),
      await timed(async () => compileTree({...tree, out: `${folder}-0`})),
      ...[await timed(() => threads(folder, library, 1)), await timed(() => threads(folder, library, 2))],
      await timed(() => threads(folder, library, 4)),
    ]
    console.log(
      [String(count), ...figures.map((ms) => `${ms.toFixed(0)} ms`)].map((cell) => cell.padStart(13)).join(''),
    )
    rmSync(dirname(folder), {recursive: true})
  }
}

/** Each profile differs from all others. */
function makeFolder(count: number): {folder: string; library: string} {
  const base = mkdtempSync(join(tmpdir(), 'config-compile-'))
  const folder = join(base, 'configs')
  cpSync(PROGRAMS, join(base, 'programs'), {recursive: true})
  for (let index = 0; index < count; index++) {
    const profile = join(folder, `profile-${index}`)
    mkdirSync(profile, {recursive: true})
    const transforms = Array.from(
      {length: 20},
      (_, at) => `sub.tf.obj.cp({object: {src: 'a${index}.b${at}', trg: 'c.d${at}'}}),`,
    )
    writeFileSync(
      join(profile, 'config.jsonnet'),
      `local sub = std.extVar('sub');\n{transforms: [\n${transforms.join('\n')}\n]}\n`,
    )
  }
  return {folder, library: join(base, 'programs', 'substation.libsonnet')}
}

async function threads(folder: string, library: string, parts: number): Promise<void> {
  const shares = Array.from({length: parts}, (_, part): Share => ({folder, library, part, parts}))
  await Promise.all(
    shares.map((share) => {
      const worker = new Worker(fileURLToPath(import.meta.url), {workerData: share})
      return new Promise<void>((resolve, reject) => void worker.on('error', reject).on('exit', () => resolve()))
    }),
  )
}

async function timed(act: (round: number) => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now()
    await act(round)
    times.push(performance.now() - began)
  }
  return median(times)
}

await (isMainThread ? bench() : compileShare(workerData as Share))
