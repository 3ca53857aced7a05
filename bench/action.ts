import {once} from 'node:events'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'

import type * as runner from '../test/dist/fixtures/runner.js'
import {measure, median} from './measure.js'

/** The start of the GitHub Action, as the runner starts it, to its first call to AWS, against an empty Node process. `--check` leaves with 1 where the limit does not hold. */
const ROUNDS = 15
const LIMIT = 3
const BARE = 'node -e 0'
const fixtures = '../../test/dist/fixtures/runner.js'
const {startStep} = (await import(fixtures)) as typeof runner

const SETTINGS = {
  VAST_AWS_REGION: 'eu-west-1',
  VAST_CIDR: '10.42.0.0/16',
  VAST_PEERED_VPC_ID: 'vpc-0123456789abcdef0',
  VAST_VERSION: 'v3.1.0',
}

interface Start {
  readonly inputs: Readonly<Record<string, string>>
  readonly environment: Readonly<Record<string, string>>
}

const STARTS: Readonly<Record<string, Start>> = {
  'vast:plan': {inputs: {}, environment: {AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example'}},
  'vast:plan, role-arn': {inputs: {'role-arn': 'arn:aws:iam::123456789012:role/deploy'}, environment: {}},
}

/** Ms from before the process to its first call to AWS. Nothing answers that call. GitHub's token endpoint answers at once. */
async function toFirstCall({inputs, environment}: Start): Promise<number> {
  let arrived: (at: number) => void = () => {}
  const called = new Promise<number>((resolve) => (arrived = resolve))
  const server = createServer(({url = ''}, response) => {
    if (url.startsWith('/token')) response.end(JSON.stringify({value: token()}))
    else arrived(performance.now())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const github = {ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token?v=1`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'example'}
  const step = await startStep({
    inputs: {command: 'vast:plan', comment: 'never', ...inputs},
    environment: {...SETTINGS, ...github, AWS_ENDPOINT_URL: url, ...environment},
  })
  const ended = step.ended.then(({log}) => {
    throw new Error(`it ended without a call:\n${log}`)
  })
  const at = await Promise.race([called, ended])
  step.process.kill('SIGKILL')
  await ended.catch(() => {})
  server.close().closeAllConnections()
  return at - step.startedAt
}

/** Of the shape of GitHub's; nobody checks it here. */
function token(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({alg: 'RS256'})}.${part({sub: 'repo:acme/pipeline:ref:refs/heads/main', aud: 'sts.amazonaws.com'})}.c2ln`
}

const times = new Map<string, number[]>([BARE, ...Object.keys(STARTS)].map((name) => [name, []]))
for (let round = -1; round < ROUNDS; round += 1) {
  const empty = measure('node', ['-e', '0']).ms
  if (round >= 0) times.get(BARE)?.push(empty)
  for (const [name, start] of Object.entries(STARTS)) {
    const ms = await toFirstCall(start)
    if (round >= 0) times.get(name)?.push(ms)
  }
}

const empty = median(times.get(BARE) ?? [])
const least = Math.min(...(times.get(BARE) ?? []))
let holds = true
console.log(`Node ${process.version}, to the first call to AWS, medians of ${ROUNDS} runs in turn (least)`)
for (const [name, values] of times) {
  const ratio = median(values) / empty
  if (name !== BARE) holds &&= ratio <= LIMIT
  const figures = `${name.padEnd(22)}${median(values).toFixed(0).padStart(6)} ms${ratio.toFixed(2).padStart(8)} ×`
  console.log(`${figures}   (${Math.min(...values).toFixed(0)} ms, ${(Math.min(...values) / least).toFixed(2)} ×)`)
}
console.log(`limit ${LIMIT} ×: ${holds ? 'holds' : 'does not hold'}`)
if (!holds && process.argv.includes('--check')) process.exitCode = 1
process.exit()
