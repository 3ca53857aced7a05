import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {interleaved, median} from './measure.js'

/** Start-up of the CLI against an empty Node process, taken in one run. With `--check` it leaves with 1 where a limit does not hold. */
const ROUNDS = 15
const BARE = 'node -e 0'
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const cli = createRequire(join(root, 'package.json'))
  .resolve('aws-stack/package.json')
  .replace('package.json', 'bin/run.js')

interface Start {
  readonly args: readonly string[]
  /** Times an empty process. */
  readonly limit: number
  readonly ends?: number
}

const STARTS: Readonly<Record<string, Start>> = {
  '--version': {args: ['--version'], limit: 1.8},
  '--help': {args: ['--help'], limit: 4.5},
  'vast:deploy --help': {args: ['vast:deploy', '--help'], limit: 4.5},
  'vast:plan, bad VAST_CIDR': {args: ['vast:plan'], limit: 5.5, ends: 2},
}

const environment: NodeJS.ProcessEnv = {
  ...process.env,
  VAST_CIDR: '10.42.0.0',
  VAST_PEERED_VPC_ID: 'vpc-0123456789abcdef0',
  VAST_AWS_REGION: 'eu-west-1',
}
// Older Nodes read the file on every start.
delete environment['NODE_EXTRA_CA_CERTS']

const commands = Object.entries(STARTS).map(([name, {args}]) => [name, ['node', cli, ...args]] as const)
const times = interleaved(new Map([[BARE, ['node', '-e', '0']], ...commands]), ROUNDS, (name) => ({
  environment,
  ends: STARTS[name]?.ends ?? 0,
}))
const empty = median(times.get(BARE) ?? [])

let allHold = true
console.log(`Node ${process.version}, medians of ${ROUNDS} runs in turn`)
for (const [name, values] of times) {
  const middle = median(values)
  const figures = `${name.padEnd(26)}${middle.toFixed(0).padStart(5)} ms${(middle / empty).toFixed(2).padStart(8)} ×`
  const limit = STARTS[name]?.limit
  const holds = limit === undefined || middle / empty <= limit
  allHold &&= holds
  console.log(limit ? `${figures}   limit ${limit} ×: ${holds ? 'holds' : 'does not hold'}` : figures)
}
if (!allHold && process.argv.includes('--check')) process.exitCode = 1
