import assert from 'node:assert/strict'

import {createEcr} from './ecr.js'
import {json, jsonError, ScriptedAws} from './scripted-aws.fixture.js'

const noRepository = jsonError(
  400,
  'RepositoryNotFoundException',
  "The repository with name 'vast-dev/server' does not exist",
)

describe('ECR', () => {
  let aws: ScriptedAws
  beforeEach(async () => void (aws = await ScriptedAws.start()))
  afterEach(() => aws.close())

  it("reads an image's labels from its config, by the URL that ECR gives for it", async () => {
    const imageManifest = JSON.stringify({config: {digest: 'sha256:config'}})
    aws.on('BatchGetImage', json({images: [{imageId: {imageDigest: 'sha256:aa'}, imageManifest}]}))
    aws.on('GetDownloadUrlForLayer', json({downloadUrl: `${aws.url}/config?token=secret`}))
    aws.on('GET /config', {body: JSON.stringify({config: {Labels: {version: '1'}}})})

    const labels = await createEcr(aws.access).labels('vast-dev/server', 'sha256:aa')

    assert.deepEqual(labels, {version: '1'})
    assert.equal(aws.inputsOf('GetDownloadUrlForLayer')[0]?.['layerDigest'], 'sha256:config')
  })

  it('has no labels of an index, of an image or a repository that is not there', async () => {
    const index = JSON.stringify({manifests: []})
    aws.on('BatchGetImage', json({images: [{imageManifest: index}]}), json({images: []}), noRepository)
    const ecr = createEcr(aws.access)

    for (const digest of ['index', 'gone', 'nowhere'])
      assert.equal(await ecr.labels('vast-dev/server', digest), undefined)
  })

  it('does not say the URL, which holds a permission, when the config cannot be downloaded', async () => {
    const imageManifest = JSON.stringify({config: {digest: 'sha256:config'}})
    aws.on('BatchGetImage', json({images: [{imageManifest}]}))
    aws.on('GetDownloadUrlForLayer', json({downloadUrl: `${aws.url}/config?token=secret`}))
    aws.on('GET /config', {status: 403, body: 'expired'})

    const error: unknown = await createEcr(aws.access)
      .labels('vast-dev/server', 'sha256:aa')
      .catch((thrown: unknown) => thrown)

    assert.match(String(error), /no config of an image in vast-dev\/server: HTTP 403/)
    assert.doesNotMatch(String(error), /secret/)
  })

  it('finds images by one call that accepts every kind of manifest', async () => {
    aws.on(
      'BatchGetImage',
      json({
        images: [
          {
            imageId: {imageTag: 'a', imageDigest: 'sha256:aa'},
            imageManifest: '{}',
            imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
          },
          {
            imageId: {imageTag: 'b', imageDigest: 'sha256:bb'},
            imageManifest: '{"mediaType":"application/vnd.oci.image.index.v1+json"}',
          },
        ],
        failures: [{imageId: {imageTag: 'c'}, failureCode: 'ImageNotFound'}],
      }),
    )

    const images = await createEcr(aws.access).find('vast-dev/server', ['a', 'b', 'c'])

    assert.deepEqual(images, [
      {tag: 'a', digest: 'sha256:aa', mediaType: 'application/vnd.oci.image.manifest.v1+json'},
      {tag: 'b', digest: 'sha256:bb', mediaType: 'application/vnd.oci.image.index.v1+json'},
    ])
    assert.deepEqual(aws.inputsOf('BatchGetImage'), [
      {
        repositoryName: 'vast-dev/server',
        imageIds: [{imageTag: 'a'}, {imageTag: 'b'}, {imageTag: 'c'}],
        acceptedMediaTypes: [
          'application/vnd.docker.distribution.manifest.v2+json',
          'application/vnd.docker.distribution.manifest.list.v2+json',
          'application/vnd.oci.image.manifest.v1+json',
          'application/vnd.oci.image.index.v1+json',
        ],
      },
    ])
  })

  it('asks nothing for no tags', async () => {
    assert.deepEqual(await createEcr(aws.access).find('vast-dev/server', []), [])

    assert.deepEqual(aws.calls, [])
  })

  it('has nothing to say of a repository that does not exist', async () => {
    aws.on('BatchGetImage', noRepository).on('DescribeImages', noRepository)
    const ecr = createEcr(aws.access)

    assert.equal(await ecr.find('vast-dev/server', ['a']), undefined)
    assert.equal(await ecr.list('vast-dev/server'), undefined)
  })

  it('lists all pages, newest first, one line for each tag', async () => {
    aws.on(
      'DescribeImages',
      json({
        imageDetails: [
          {
            imageTags: ['old'],
            imageDigest: 'sha256:aa',
            imagePushedAt: 100,
            imageSizeInBytes: 7,
            imageManifestMediaType: 'm',
          },
        ],
        nextToken: 'more',
      }),
      json({imageDetails: [{imageTags: ['new', 'same'], imageDigest: 'sha256:bb', imagePushedAt: 200}]}),
    )

    const images = await createEcr(aws.access).list('vast-dev/server')

    assert.deepEqual(images, [
      {tag: 'new', digest: 'sha256:bb', mediaType: '', pushedAt: 200_000},
      {tag: 'same', digest: 'sha256:bb', mediaType: '', pushedAt: 200_000},
      {tag: 'old', digest: 'sha256:aa', mediaType: 'm', pushedAt: 100_000, size: 7},
    ])
    assert.equal(aws.inputsOf('DescribeImages')[1]?.['nextToken'], 'more')
  })

  it('decodes the token and asks for it once', async () => {
    const authorizationToken = Buffer.from('AWS:pass:word').toString('base64')
    aws.on(
      'GetAuthorizationToken',
      json({
        authorizationData: [
          {authorizationToken, proxyEndpoint: 'https://123456789012.dkr.ecr.eu-west-1.amazonaws.com'},
        ],
      }),
    )
    const ecr = createEcr(aws.access)

    const [one, other] = await Promise.all([ecr.authorization(), ecr.authorization()])

    assert.deepEqual(one, {
      username: 'AWS',
      password: 'pass:word',
      endpoint: 'https://123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    })
    assert.deepEqual(other, one)
    assert.equal(aws.calls.length, 1)
  })

  it('asks again for a token that it did not get', async () => {
    const authorizationToken = Buffer.from('AWS:password').toString('base64')
    aws.on(
      'GetAuthorizationToken',
      jsonError(400, 'AccessDeniedException', 'no'),
      json({authorizationData: [{authorizationToken, proxyEndpoint: 'https://registry'}]}),
    )
    const ecr = createEcr(aws.access)
    await assert.rejects(ecr.authorization(), {code: 'ACCESS_DENIED'})

    const {password} = await ecr.authorization()

    assert.equal(password, 'password')
  })
})
