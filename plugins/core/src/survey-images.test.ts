import assert from 'node:assert/strict'
import {createHash} from 'node:crypto'

import {surveyImages} from './survey-images.js'
import {sample} from './testing/sample-app.fixture.js'
import {buildImages} from './verbs/build-images.js'

const ARN = 'arn:aws:lambda:eu-west-1:434848589818:layer:AWS-AppConfig-Extension:303'
/** A zip without entries. */
const EMPTY_ZIP = Buffer.from([0x50, 0x4b, 5, 6, ...Array<number>(18).fill(0)])
const IDENTITY = createHash('sha256').update(EMPTY_ZIP).digest('base64')

async function withLayer() {
  const {app, settings, ctx} = await sample()
  const layers = () => [{arn: ARN, folder: 'layers'}]
  ctx.functions.layers.set(ARN, {codeSha256: IDENTITY, size: EMPTY_ZIP.length, url: 'https://layers.example/zip'})
  ctx.downloads.files.set('https://layers.example/zip', EMPTY_ZIP)
  const tag = async (definition = app) => {
    const [image] = await Promise.all(surveyImages(definition, settings, ctx).values())
    return image?.tag
  }
  return {plain: app, app: {...app, images: app.images.map((image) => ({...image, layers}))}, settings, ctx, tag}
}

describe('an image with a layer', () => {
  it('is another one with another layer, which is known without a download', async () => {
    const {app, plain, ctx, tag} = await withLayer()
    const [without, before] = [await tag(plain), await tag(app)]
    ctx.functions.layers.set(ARN, {codeSha256: 'b3RoZXI=', size: 1, url: 'https://layers.example/zip'})

    const after = await tag(app)

    assert.equal(new Set([without, before, after]).size, 3)
    assert.deepEqual(ctx.downloads.fetched, [])
  })

  it("is built with the layer's files in its context", async () => {
    const {app, settings, ctx} = await withLayer()

    await buildImages(app, settings, {}, ctx)

    const [{added} = {}] = ctx.docker.built
    assert.deepEqual(added, [{path: 'layers', identity: IDENTITY, files: []}])
    assert.equal('layers' in (ctx.docker.built[0] ?? {}), false)
  })
})

describe('the platform of an image', () => {
  it('can be told by the settings', async () => {
    const {plain, settings, ctx} = await withLayer()
    const images = plain.images.map((image) => ({
      ...image,
      platform: ({region}: {region: string}) => (region === settings.region ? 'linux/arm64' : 'linux/amd64'),
    })) as typeof plain.images

    const surveyed = await Promise.all(surveyImages({...plain, images}, settings, ctx).values())

    assert.deepEqual([...new Set(surveyed.map(({source}) => source.platform))], ['linux/arm64'])
  })
})
