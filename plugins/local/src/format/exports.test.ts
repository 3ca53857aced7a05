import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'

import type {LocalState} from '@aws-stack/kit'

import {formatExports} from './exports.js'

const state: LocalState = {
  version: 1,
  pid: 1,
  endpoint: 'http://127.0.0.1:4566',
  registry: 'http://127.0.0.1:5466',
  region: 'eu-west-1',
  accountId: '123456789012',
  accessKeyId: 'local',
  secretAccessKey: 'local',
  dockerHost: "unix:///home/o'neil/a folder/docker.sock",
  sampleVpcs: {},
  standIns: {},
  folder: '/data',
}

describe('the exports', () => {
  it('are what a shell can evaluate, whatever is in them', () => {
    const script = `eval "$1"; printf %s "$AWS_ENDPOINT_URL $AWS_REGION $AWS_DEFAULT_REGION $DOCKER_HOST"`

    const seen = execFileSync('sh', ['-c', script, 'sh', formatExports(state)], {encoding: 'utf8'})

    assert.equal(seen, "http://127.0.0.1:4566 eu-west-1 eu-west-1 unix:///home/o'neil/a folder/docker.sock")
  })

  it('are nothing but exports, and leave out an engine that is not there', () => {
    const without = Object.fromEntries(
      Object.entries(state).filter(([name]) => name !== 'dockerHost'),
    ) as unknown as LocalState

    const lines = formatExports(without).split('\n')

    assert.ok(lines.every((line) => /^export [A-Z_]+='.*'$/.test(line)))
    assert.ok(!lines.some((line) => line.includes('DOCKER_HOST')))
  })
})
