import assert from 'node:assert/strict'

import {buildFailed} from './build-failed.js'

const inputs = {dockerfile: '/app/Dockerfile', context: '/app', platform: 'linux/amd64', buildArgs: {}}
const dockerfileText = 'FROM base:1\nRUN make\nCOPY missing /x\n'

function failed(message: string, name?: string, error = message, log: string[] = []) {
  return buildFailed({inputs, dockerfileText, message, step: name === undefined ? undefined : {name, error, log}})
}

describe('buildFailed', () => {
  // As BuildKit 0.8 (Docker 20.10) and later versions say it.
  for (const [message, step, expected] of [
    [
      'process "/bin/sh -c make" did not complete successfully: exit code: 2',
      '[2/3] RUN make',
      'failed at [2/3] RUN make (Dockerfile:2): exit code 2',
    ],
    [
      'executor failed running [/bin/sh -c make]: exit code: 2',
      '[2/3] RUN make',
      'failed at [2/3] RUN make (Dockerfile:2): exit code 2',
    ],
    [
      'failed to compute cache key: failed to calculate checksum of ref a::b: "/missing": not found',
      '[3/3] COPY missing /x',
      'failed at [3/3] COPY missing /x (Dockerfile:3): "/missing": not found',
    ],
    [
      'failed to solve: dockerfile parse error on line 2: unknown instruction: FOO',
      undefined,
      'failed (Dockerfile:2): dockerfile parse error on line 2: unknown instruction: FOO',
    ],
    [
      'failed to solve with frontend dockerfile.v0: failed to create LLB definition: target stage nope could not be found',
      undefined,
      'failed: target stage nope could not be found',
    ],
  ] as const) {
    it(`says ${expected}`, () => {
      const {code, message: said} = failed(message, step)

      assert.equal(code, 'BUILD_FAILED')
      assert.equal(said, `the build of /app/Dockerfile ${expected}`)
    })
  }

  for (const step of [
    '[internal] load metadata for docker.io/library/base:1',
    '[build 1/3] FROM docker.io/library/base:1',
    'FROM docker.io/library/base:1',
    'resolve image config for docker.io/library/base:1',
    'resolve image config for docker-image://docker.io/library/base:1',
  ]) {
    it(`blames the base image where "${step}" fails`, () => {
      const {code, message} = failed('failed to solve', step, 'pull access denied')

      assert.equal(code, 'BASE_IMAGE_NOT_FOUND')
      const needs = 'for linux/amd64, which /app/Dockerfile needs'
      assert.equal(message, `cannot get docker.io/library/base:1 ${needs}: pull access denied`)
    })
  }

  for (const [what, step, error, log] of [
    ['of a step', '[3/3] COPY missing /x', 'failed to copy: write /x: no space left on device', []],
    ['of the base image', '[1/3] FROM docker.io/library/base:1', 'write /blob: no space left on device', []],
    [
      'of what a step runs',
      '[2/3] RUN make',
      'process "/bin/sh -c make" did not complete successfully: exit code: 2',
      ['cc: error: a.o: No space left on device'],
    ],
  ] as const) {
    it(`says how to free the disk of the engine where that is full, in the words ${what}`, () => {
      const {code, suggestions} = failed('failed to solve', step, error, [...log])

      assert.equal(code, 'BUILD_FAILED')
      assert.deepEqual(suggestions, ['docker system df', 'docker system prune'])
    })
  }
})
