import assert from 'node:assert/strict'
import {mkdtemp, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {StackError} from '../errors.js'
import {assertPinnedBase, baseImages, movingBaseImages} from './base-image.js'

function references(dockerfile: string, buildArgs: Record<string, string> = {}, platform = 'linux/amd64'): string[] {
  return baseImages(dockerfile, buildArgs, platform).map(({reference}) => reference)
}

describe('movingBaseImages', () => {
  for (const [reference, moves] of [
    ['tenzir/vast', true],
    ['tenzir/vast:latest', true],
    ['127.0.0.1:5000/vast', true],
    ['127.0.0.1:5000/vast:latest', true],
    ['tenzir/vast:v3.1.0', false],
    ['127.0.0.1:5000/vast:v1', false],
    ['tenzir/vast@sha256:abc', false],
    ['tenzir/vast:latest@sha256:abc', false],
    ['tenzir/vast:latest-slim', false],
  ] as const) {
    it(`says that ${reference} ${moves ? 'moves' : 'stays'}`, () => {
      const moving = movingBaseImages(`FROM ${reference}\n`, {})

      assert.deepEqual(moving, moves ? [{reference, line: 1}] : [])
    })
  }

  it('passes over scratch and the stages of the Dockerfile, in any case', () => {
    const moving = movingBaseImages('FROM base:1 AS Build\nFROM scratch\nFROM build\nCOPY --from=BUILD / /\n', {})

    assert.deepEqual(moving, [])
  })

  it('lists a base without a name', () => {
    const moving = movingBaseImages('ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\n', {})

    assert.deepEqual(moving, [{reference: '', line: 2}])
  })

  it('lists an image that a COPY takes from', () => {
    const moving = movingBaseImages('FROM base:1\nCOPY --from=tools:latest /a /b\nCOPY --from=0 /a /b\n', {})

    assert.deepEqual(moving, [{reference: 'tools:latest', line: 2}])
  })
})

describe('baseImages', () => {
  it('fills in the default of an argument, and the build argument in its place', () => {
    const dockerfile = 'ARG BASE_IMAGE=tenzir/vast:v3\nFROM ${BASE_IMAGE}\n'

    assert.deepEqual(references(dockerfile), ['tenzir/vast:v3'])
    assert.deepEqual(references(dockerfile, {BASE_IMAGE: 'mine:2'}), ['mine:2'])
  })

  it('ignores a build argument that is not declared before the first FROM', () => {
    const dockerfile = 'FROM base:$TAG\nARG TAG=9\nFROM other:${TAG:-2}\n'

    const found = references(dockerfile, {TAG: 'latest'})

    assert.deepEqual(found, ['base:', 'other:2'])
  })

  for (const [args, from, expected] of [
    ['ARG A=1 B="2"', 'x:$A.$B', 'x:1.2'],
    ['ARG A=1\nARG B=v$A', 'x:${B}', 'x:v1'],
    ["ARG A='$no'", 'x:${A}', 'x:$no'],
    ['ARG A="\\"q\\""', 'x:${A}', 'x:"q"'],
    ['ARG A', 'x:${A:-none}', 'x:none'],
    ['ARG A=', 'x:${A-unset}', 'x:'],
    ['ARG A=', 'x:${A:-empty}', 'x:empty'],
    ['ARG A=1', 'x:${A:+set}${B:+other}', 'x:set'],
    ['ARG A=1', 'x:${B:-${A}}', 'x:1'],
    ['ARG A=1', '"x:$A"', 'x:1'],
    ['ARG A=1', 'x:\\$A', 'x:$A'],
    ['ARG TARGETARCH', 'x:$TARGETARCH-${TARGETOS}', 'x:arm64-linux'],
  ] as const) {
    it(`reads FROM ${from} after ${args.replace('\n', ' ')} as ${expected}`, () => {
      const found = references(`${args}\nFROM --platform=$BUILDPLATFORM ${from} AS y\n`, {}, 'linux/arm64')

      assert.deepEqual(found, [expected])
    })
  }

  it('knows a stage by a name with the platform in it', () => {
    const found = references('FROM base:1 AS base-amd64\nFROM base-$TARGETARCH\n')

    assert.deepEqual(found, ['base:1'])
  })
})

describe('assertPinnedBase', () => {
  it('names the reference, the Dockerfile and the line, and says what to do', async () => {
    const dockerfile = join(await mkdtemp(join(tmpdir(), 'base-')), 'Dockerfile')
    await writeFile(dockerfile, 'ARG BASE=a:1\n\nFROM $BASE\n')
    const inputs = {dockerfile, context: '/', platform: 'linux/amd64'}

    await assertPinnedBase({...inputs, buildArgs: {}})
    const refusal = assertPinnedBase({...inputs, buildArgs: {BASE: 'tenzir/vast:latest'}})

    await assert.rejects(refusal, (error: unknown) => {
      assert.ok(StackError.is(error))
      assert.equal(error.code, 'BASE_IMAGE_MOVING')
      assert.equal(error.blame, 'user')
      assert.ok(error.message.includes(`tenzir/vast:latest (${dockerfile}:3)`), error.message)
      assert.match(error.message, /it stands in the Dockerfile; name a version or a digest there/)
      return true
    })
  })

  it('says that there is no Dockerfile', async () => {
    const inputs = {dockerfile: '/nowhere/Dockerfile', context: '/', platform: 'linux/amd64', buildArgs: {}}

    await assert.rejects(assertPinnedBase(inputs), {code: 'DOCKERFILE_NOT_FOUND'})
  })
})
