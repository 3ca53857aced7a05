import assert from 'node:assert/strict'

import {lineOfStep} from './step-line.js'

const DOCKERFILE = `ARG BASE=a:1
FROM $BASE AS build
RUN apt-get update && \\
    apt-get install
COPY \${FROM_HERE} /there
FROM a:1
RUN make
RUN true
RUN true
FROM build AS last
RUN make
`

describe('lineOfStep', () => {
  for (const [step, line] of [
    ['[build 2/3] RUN apt-get update &&     apt-get install', 3],
    ['[build 3/3] COPY some/where /there', 5],
    ['[stage-1 2/3] RUN make', 7],
    ['[last 1/1] RUN make', 11],
    ['[stage-1 3/3] RUN true', undefined],
    ['[2/3] RUN make', undefined],
    ['[2/3] RUN something else', undefined],
    ['[internal] load build definition from Dockerfile', undefined],
    ['exporting to image', undefined],
  ] as const) {
    it(`${line === undefined ? 'does not guess for' : `finds line ${line} for`} ${step}`, () => {
      assert.equal(lineOfStep(DOCKERFILE, step), line)
    })
  }
})
