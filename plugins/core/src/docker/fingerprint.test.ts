import assert from 'node:assert/strict'
import {chmod, cp, mkdir, rename, symlink, unlink, utimes, writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import type {ImageInputs} from './build-options.js'
import {fingerprintImage} from './fingerprint.js'
import {folderOf} from './real-engine.fixture.test.js'

async function sources(): Promise<ImageInputs> {
  const context = await folderOf({
    Dockerfile: 'ARG BASE=a:1\nFROM $BASE\nCOPY . /\n',
    '.dockerignore': 'ignored\n',
    'a/one': 'text',
    two: 'text',
    ignored: 'text',
    large: 'text'.repeat(100_000),
  })
  await symlink('two', join(context, 'link'))
  return {
    context,
    dockerfile: join(context, 'Dockerfile'),
    platform: 'linux/amd64',
    buildArgs: {A: '1', B: '2'},
    target: 'last',
  }
}

describe('fingerprintImage', () => {
  it('can be a tag', async () => {
    assert.match(await fingerprintImage(await sources()), /^[0-9a-f]{32}$/)
  })

  it('counts what an added folder says of itself, and not the files that a build gets', async () => {
    const inputs = await sources()
    const files = [{path: 'run', mode: 0o755, bytes: Buffer.from('x')}]
    const tagOf = (path: string, identity: string, more = {}) =>
      fingerprintImage({...inputs, added: [{path, identity, ...more}]})
    const tag = await tagOf('layers', 'one')

    const others = await Promise.all([fingerprintImage(inputs), tagOf('layers', 'two'), tagOf('lib', 'one')])

    assert.equal(await tagOf('layers', 'one', {files}), tag)
    assert.ok(!others.includes(tag))
    assert.equal(await fingerprintImage({...inputs, added: []}), others[0])
  })

  for (const [what, change] of [
    ['a byte of a file', ({context}) => writeFile(join(context, 'a/one'), 'Text')],
    ['a byte of a large file', ({context}) => writeFile(join(context, 'large'), 'x', {flag: 'r+'})],
    ['a name', ({context}) => rename(join(context, 'two'), join(context, 'three'))],
    ['the executable bit', ({context}) => chmod(join(context, 'two'), 0o755)],
    ['the mode of a folder', ({context}) => chmod(join(context, 'a'), 0o700)],
    ['an empty folder', ({context}) => mkdir(join(context, 'empty'))],
    ['an empty file', ({context}) => writeFile(join(context, 'empty'), '')],
    [
      'the target of a link',
      async ({context}) => {
        await unlink(join(context, 'link'))
        await symlink('a/one', join(context, 'link'))
      },
    ],
    [
      'a link in place of its target',
      async ({context}) => {
        await unlink(join(context, 'link'))
        await writeFile(join(context, 'link'), 'two')
      },
    ],
    ['a comment in the Dockerfile', ({dockerfile}) => writeFile(dockerfile, 'ARG BASE=a:1\nFROM $BASE\n#\nCOPY . /\n')],
    [
      'the base image in the Dockerfile',
      ({dockerfile}) => writeFile(dockerfile, 'ARG BASE=a:2\nFROM $BASE\nCOPY . /\n'),
    ],
    ['the ignore file', ({context}) => writeFile(join(context, '.dockerignore'), 'ignored\n#\n')],
    ['what is ignored', ({context}) => writeFile(join(context, 'Dockerfile.dockerignore'), 'two\n')],
  ] satisfies [string, (inputs: ImageInputs) => Promise<void>][]) {
    it(`changes with ${what}`, async () => {
      const inputs = await sources()
      const before = await fingerprintImage(inputs)

      await change(inputs)

      assert.notEqual(await fingerprintImage(inputs), before)
    })
  }

  for (const [what, difference] of [
    ['the platform', {platform: 'linux/arm64'}],
    ['the target', {target: 'first'}],
    ['a build argument', {buildArgs: {A: '1', B: '3'}}],
    ['the base image in a build argument', {buildArgs: {A: '1', B: '2', BASE: 'a:1'}}],
    ['a build argument less', {buildArgs: {A: '1'}}],
    ['the border between arguments', {buildArgs: {A: '1', 'B=2': ''}}],
  ] satisfies [string, Partial<ImageInputs>][]) {
    it(`changes with ${what}`, async () => {
      const inputs = await sources()

      const [one, other] = await Promise.all([fingerprintImage(inputs), fingerprintImage({...inputs, ...difference})])

      assert.notEqual(one, other)
    })
  }

  it('tells no target from an empty one', async () => {
    const {context, dockerfile, platform, buildArgs} = await sources()
    const inputs = {context, dockerfile, platform, buildArgs}
    const variants: ImageInputs[] = [inputs, {...inputs, target: ''}, {...inputs, target: 'undefined'}]

    const prints = await Promise.all(variants.map(fingerprintImage))

    assert.equal(new Set(prints).size, 3)
  })

  it('stays with the time of a file, the place of the folder, the order of arguments and what is ignored', async () => {
    const inputs = await sources()
    const before = await fingerprintImage(inputs)
    const {context} = inputs
    const copy = await folderOf({})
    await utimes(join(context, 'two'), 1, 1)
    await writeFile(join(context, 'ignored'), 'changed')
    await cp(context, copy, {recursive: true, verbatimSymlinks: true})

    const after = await fingerprintImage({
      ...inputs,
      context: copy,
      dockerfile: join(copy, 'Dockerfile'),
      buildArgs: {B: '2', A: '1'},
    })

    assert.equal(after, before)
  })

  it('counts a Dockerfile that is ignored or lies elsewhere', async () => {
    const {context, ...inputs} = await sources()
    const elsewhere = await folderOf({Dockerfile: 'FROM a:1\n'})
    const outside = {...inputs, context, dockerfile: join(elsewhere, 'Dockerfile')}
    const before = await fingerprintImage(outside)

    await writeFile(outside.dockerfile, 'FROM a:2\n')

    assert.notEqual(await fingerprintImage(outside), before)
  })

  it('says which file cannot be read', async () => {
    const inputs = await sources()

    const print = fingerprintImage({...inputs, context: join(inputs.context, 'none')})

    await assert.rejects(print, {code: 'CONTEXT_NOT_READABLE'})
  })
})
