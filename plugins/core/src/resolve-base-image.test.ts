import assert from 'node:assert/strict'

import {unreachable} from './registry/registry-failed.js'
import {type ImageReference, parseImageReference} from './registry/image-reference.js'
import {resolveBaseImage} from './resolve-base-image.js'
import {sample} from './testing/sample-app.fixture.js'

const DIGEST = `sha256:${'1'.repeat(64)}`

const LIVE = `sha256:${'9'.repeat(64)}`

/** What `reference` is resolved to, by fakes that `arrange` fills. */
async function resolved(
  reference: string,
  arrange: (ctx: Awaited<ReturnType<typeof sample>>['ctx']) => void = () => {},
  suits?: (tag: string) => boolean,
) {
  const {ctx} = await sample()
  arrange(ctx)
  const choice = {reference, ...(suits && {suits})}
  const live = async () => `127.0.0.1:5000/sample-dev/server@${LIVE}`
  const input = {argument: 'BASE', choice, platform: 'linux/amd64', own: async () => undefined, live}
  return {ctx, result: resolveBaseImage(input, ctx)}
}

const codes = (ctx: Awaited<ReturnType<typeof sample>>['ctx']) =>
  ctx.host.events.flatMap((event) => (event.type === 'warning' ? [event.code] : []))
const down = (text: string) => unreachable(parseImageReference(text) as ImageReference, 'connect ECONNREFUSED')

describe('a base image', () => {
  it('by tag is what its registry says now, and keeps its name on record', async () => {
    const {result} = await resolved('debian:12', ({registry}) => registry.images.set('debian:12', DIGEST))

    const {use, labels} = await result

    assert.deepEqual(use, {argument: 'BASE', asked: 'debian:12', reference: `debian@${DIGEST}`, digest: DIGEST})
    assert.deepEqual(labels, {
      'org.opencontainers.image.base.name': 'docker.io/library/debian:12',
      'org.opencontainers.image.base.digest': DIGEST,
    })
  })

  it('by digest is what it is, and nobody is asked', async () => {
    const {ctx, result} = await resolved(`own/vast:v1@${DIGEST}`)

    assert.equal((await result).use.reference, `own/vast:v1@${DIGEST}`)
    assert.deepEqual(ctx.registry.asked, [])
  })

  it('is what the deployed image was built upon where the registry does not answer: nothing changes for that', async () => {
    const was = {
      'org.opencontainers.image.base.name': 'docker.io/tenzir/vast:v1',
      'org.opencontainers.image.base.digest': DIGEST,
    }
    const arrange: Parameters<typeof resolved>[1] = ({registry, ecr}) => {
      registry.failure = down('tenzir/vast:v1')
      ecr.put('sample-dev/server', 'live', LIVE)
      ecr.imageLabels.set(LIVE, was)
    }

    const {ctx, result} = await resolved('tenzir/vast:v1', arrange)
    const {result: another} = await resolved('tenzir/vast:v2', arrange)

    const {use, labels} = await result
    assert.deepEqual([use.reference, labels], [`tenzir/vast@${DIGEST}`, was])
    assert.deepEqual(codes(ctx), ['BASE_IMAGE_AS_DEPLOYED'])
    await assert.rejects(another, {code: 'REGISTRY_UNREACHABLE'})
  })

  it('is the one that the engine has where the registry does not answer, and that is said', async () => {
    const {ctx, result} = await resolved('tenzir/vast:v1', ({registry, docker}) => {
      registry.failure = down('tenzir/vast:v1')
      docker.images.set('tenzir/vast:v1', {
        id: 'sha256:id',
        digests: [`other/vast@sha256:${'2'.repeat(64)}`, `tenzir/vast@${DIGEST}`],
      })
    })

    assert.equal((await result).use.reference, `tenzir/vast@${DIGEST}`)
    assert.deepEqual(codes(ctx), ['BASE_IMAGE_FROM_ENGINE'])
  })

  it('that was only built here is known by its id', async () => {
    const {result} = await resolved('own/vast:dev', ({docker}) =>
      docker.images.set('own/vast:dev', {id: 'sha256:id', digests: []}),
    )

    const {use, labels} = await result

    assert.deepEqual(use, {argument: 'BASE', asked: 'own/vast:dev', reference: 'own/vast:dev'})
    assert.equal(labels['io.aws-stack.base.id'], 'sha256:id')
  })

  it('that nobody can tell of fails with what the registry said', async () => {
    const {result} = await resolved('tenzir/vast:v1', ({registry}) => {
      registry.failure = down('tenzir/vast:v1')
    })

    await assert.rejects(result, {code: 'REGISTRY_UNREACHABLE'})
  })

  it('that does not exist is told with the tags near it that would do', async () => {
    const {result} = await resolved(
      'tenzir/vast:v3.1.9',
      ({registry}) => {
        for (const tag of ['v3.1.0', 'v3.1.1', 'v0.1.9']) registry.images.set(`tenzir/vast:${tag}`, DIGEST)
      },
      (tag) => !tag.startsWith('v0'),
    )

    await assert.rejects(result, {
      code: 'BASE_IMAGE_NOT_FOUND',
      message: 'the registry docker.io has no image tenzir/vast:v3.1.9; near it are v3.1.1, v3.1.0',
    })
  })

  it('whose name is none is refused', async () => {
    const {result} = await resolved('Tenzir VAST')

    await assert.rejects(result, {code: 'BASE_IMAGE_NOT_FOUND', message: '"Tenzir VAST" is no image reference'})
  })
})
