import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {interleaved, median} from './measure.js'

/** Start-up of the CLI against an empty Node process, taken in one run. */
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const cli = createRequire(join(root, 'package.json'))
  .resolve('aws-stack/package.json')
  .replace('package.json', 'bin/run.js')

const times = interleaved(
  new Map([
    ['node -e 0', ['node', '-e', '0']],
    ['--version', ['node', cli, '--version']],
    ['--help', ['node', cli, '--help']],
    ['vast:plan --help', ['node', cli, 'vast:plan', '--help']],
  ]),
  15,
)
const empty = median(times.get('node -e 0') ?? [])
for (const [name, values] of times) {
  console.log(
    `${name.padEnd(18)} median ${median(values).toFixed(0).padStart(5)} ms   ${(median(values) / empty).toFixed(1)} ×`,
  )
}
