import assert from 'node:assert/strict'
import {createHash} from 'node:crypto'

import {
  BatchCheckLayerAvailabilityCommand,
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CompleteLayerUploadCommand,
  CreateRepositoryCommand,
  DeleteLifecyclePolicyCommand,
  DeleteRepositoryCommand,
  DeleteRepositoryPolicyCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  GetDownloadUrlForLayerCommand,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  InitiateLayerUploadCommand,
  ListImagesCommand,
  ListTagsForResourceCommand,
  PutImageCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  SetRepositoryPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UploadLayerPartCommand,
} from '@aws-sdk/client-ecr'

import {inTemporaryFolder} from '../../testing/temporary-folder.test.fixture.js'
import {withImages} from '../../testing/images.test.fixture.js'
import {MANIFEST_TYPES} from '../registry/store/manifest.js'

const repositoryName = 'team/app'

describe('the ECR API', () => {
  it('creates, shows and deletes repositories', async () => {
    await withEcr(async (ecr, {authority}) => {
      const tags = [{Key: 'team', Value: 'blue'}]
      const {repository} = await ecr.send(
        new CreateRepositoryCommand({
          repositoryName,
          tags,
          imageTagMutability: 'IMMUTABLE',
          imageScanningConfiguration: {scanOnPush: true},
        }),
      )
      const described = await ecr.send(new DescribeRepositoriesCommand({repositoryNames: [repositoryName]}))

      assert.deepEqual(described.repositories, [repository])
      assert.equal(repository?.repositoryUri, `${authority}/team/app`)
      assert.equal(repository?.repositoryArn, 'arn:aws:ecr:eu-west-1:123456789012:repository/team/app')
      assert.equal(repository?.imageTagMutability, 'IMMUTABLE')
      assert.deepEqual(repository?.imageScanningConfiguration, {scanOnPush: true})
      assert.ok(repository?.createdAt instanceof Date)

      await ecr.send(new DeleteRepositoryCommand({repositoryName}))
      await refused(
        'RepositoryNotFoundException',
        ecr.send(new DescribeRepositoriesCommand({repositoryNames: [repositoryName]})),
      )
    })
  })

  it('refuses a second repository of one name, a wrong name, and to delete one with images', async () => {
    await withEcr(async (ecr) => {
      await pushed(ecr, 'one')

      await refused('RepositoryAlreadyExistsException', ecr.send(new CreateRepositoryCommand({repositoryName})))
      await refused('InvalidParameterException', ecr.send(new CreateRepositoryCommand({repositoryName: 'Team App'})))
      await refused('RepositoryNotEmptyException', ecr.send(new DeleteRepositoryCommand({repositoryName})))
      await ecr.send(new DeleteRepositoryCommand({repositoryName, force: true}))
    })
  })

  it('keeps repositories of each region apart, each under an address of its own', async () => {
    await withEcr(async (ecr, {authority, client}) => {
      const elsewhere = client('us-east-1')
      await ecr.send(new CreateRepositoryCommand({repositoryName}))
      const {repository} = await elsewhere.send(new CreateRepositoryCommand({repositoryName}))
      await elsewhere.send(new DeleteRepositoryCommand({repositoryName}))

      assert.equal(repository?.repositoryUri, `${authority}/us-east-1/team/app`)
      assert.equal((await ecr.send(new DescribeRepositoriesCommand())).repositories?.length, 1)
    })
  })

  it('pages through repositories', async () => {
    await withEcr(async (ecr) => {
      for (const name of ['c1', 'a1', 'b1']) await ecr.send(new CreateRepositoryCommand({repositoryName: name}))

      const first = await ecr.send(new DescribeRepositoriesCommand({maxResults: 2}))
      const rest = await ecr.send(new DescribeRepositoriesCommand({maxResults: 2, nextToken: first.nextToken}))

      assert.deepEqual(
        first.repositories?.map((repository) => repository.repositoryName),
        ['a1', 'b1'],
      )
      assert.deepEqual(
        rest.repositories?.map((repository) => repository.repositoryName),
        ['c1'],
      )
      assert.equal(rest.nextToken, undefined)
    })
  })

  it('changes mutability, scanning, policies and tags', async () => {
    await withEcr(async (ecr) => {
      const {repository} = await ecr.send(new CreateRepositoryCommand({repositoryName}))
      const resourceArn = repository?.repositoryArn
      const policy = '{"rules":[]}'

      await ecr.send(new PutImageTagMutabilityCommand({repositoryName, imageTagMutability: 'IMMUTABLE'}))
      await ecr.send(
        new PutImageScanningConfigurationCommand({repositoryName, imageScanningConfiguration: {scanOnPush: true}}),
      )
      await ecr.send(new PutLifecyclePolicyCommand({repositoryName, lifecyclePolicyText: policy}))
      await ecr.send(new SetRepositoryPolicyCommand({repositoryName, policyText: '{}'}))
      await ecr.send(
        new TagResourceCommand({
          resourceArn,
          tags: [
            {Key: 'a', Value: '1'},
            {Key: 'b', Value: '2'},
          ],
        }),
      )
      await ecr.send(new UntagResourceCommand({resourceArn, tagKeys: ['a']}))

      const described = await ecr.send(new DescribeRepositoriesCommand())
      assert.equal(described.repositories?.[0]?.imageTagMutability, 'IMMUTABLE')
      assert.equal(described.repositories?.[0]?.imageScanningConfiguration?.scanOnPush, true)
      assert.equal((await ecr.send(new GetLifecyclePolicyCommand({repositoryName}))).lifecyclePolicyText, policy)
      assert.equal((await ecr.send(new GetRepositoryPolicyCommand({repositoryName}))).policyText, '{}')
      assert.deepEqual((await ecr.send(new ListTagsForResourceCommand({resourceArn}))).tags, [{Key: 'b', Value: '2'}])

      await ecr.send(new DeleteLifecyclePolicyCommand({repositoryName}))
      await ecr.send(new DeleteRepositoryPolicyCommand({repositoryName}))
      await refused('LifecyclePolicyNotFoundException', ecr.send(new GetLifecyclePolicyCommand({repositoryName})))
      await refused('RepositoryPolicyNotFoundException', ecr.send(new GetRepositoryPolicyCommand({repositoryName})))
      await refused(
        'InvalidParameterException',
        ecr.send(new PutLifecyclePolicyCommand({repositoryName, lifecyclePolicyText: 'no'})),
      )
    })
  })

  it('takes layers in parts and gives them back to who has the address', async () => {
    await withEcr(async (ecr) => {
      await ecr.send(new CreateRepositoryCommand({repositoryName}))

      const layerDigest = await pushedLayer(ecr, 'some bytes')

      const {layers} = await ecr.send(
        new BatchCheckLayerAvailabilityCommand({repositoryName, layerDigests: [layerDigest, digest('absent')]}),
      )
      const {downloadUrl = ''} = await ecr.send(new GetDownloadUrlForLayerCommand({repositoryName, layerDigest}))
      assert.deepEqual(
        layers?.map(({layerAvailability, layerSize}) => [layerAvailability, layerSize]),
        [
          ['AVAILABLE', 10],
          ['UNAVAILABLE', undefined],
        ],
      )
      assert.equal(await (await fetch(downloadUrl)).text(), 'some bytes')
    })
  })

  it('refuses layers that are not what they are said to be', async () => {
    await withEcr(async (ecr) => {
      await ecr.send(new CreateRepositoryCommand({repositoryName}))
      await pushedLayer(ecr, 'there')
      const {uploadId} = await ecr.send(new InitiateLayerUploadCommand({repositoryName}))
      const part = (first: number, blob: string) =>
        ecr.send(
          new UploadLayerPartCommand({
            repositoryName,
            uploadId,
            partFirstByte: first,
            partLastByte: first + blob.length - 1,
            layerPartBlob: Buffer.from(blob),
          }),
        )
      const complete = (layerDigest: string) =>
        ecr.send(new CompleteLayerUploadCommand({repositoryName, uploadId, layerDigests: [layerDigest]}))

      await refused('EmptyUploadException', complete(digest('x')))
      await refused('InvalidLayerPartException', part(5, 'x'))
      await part(0, 'x')
      await refused('InvalidLayerException', complete(digest('y')))
      await refused('LayerAlreadyExistsException', complete(digest('there')))
      await refused(
        'UploadNotFoundException',
        ecr.send(new CompleteLayerUploadCommand({repositoryName, uploadId: 'none', layerDigests: [digest('x')]})),
      )
    })
  })

  it('takes images, gives them back by tag and digest, and says what it has not', async () => {
    await withEcr(async (ecr) => {
      const image = await pushed(ecr, 'one')

      const {images, failures} = await ecr.send(
        new BatchGetImageCommand({
          repositoryName,
          imageIds: [{imageTag: 'one'}, {imageDigest: image.imageDigest}, {imageTag: 'none'}, {}],
          acceptedMediaTypes: [MANIFEST_TYPES.docker],
        }),
      )
      const other = await ecr.send(
        new BatchGetImageCommand({
          repositoryName,
          imageIds: [{imageTag: 'one'}],
          acceptedMediaTypes: [MANIFEST_TYPES.oci],
        }),
      )

      assert.deepEqual(
        images?.map(({imageId}) => imageId),
        [{imageDigest: image.imageDigest, imageTag: 'one'}, {imageDigest: image.imageDigest}],
      )
      assert.equal(digest(images?.[0]?.imageManifest ?? ''), image.imageDigest)
      assert.equal(images?.[0]?.imageManifestMediaType, MANIFEST_TYPES.docker)
      assert.deepEqual(
        failures?.map(({failureCode}) => failureCode),
        ['ImageNotFound', 'MissingDigestAndTag'],
      )
      assert.deepEqual(
        other.failures?.map(({failureCode}) => failureCode),
        ['ImageNotFound'],
      )
    })
  })

  it('refuses images twice, over an immutable tag, of another digest, without their layers', async () => {
    await withEcr(async (ecr) => {
      const image = await pushed(ecr, 'one', 'IMMUTABLE')
      const put = (imageManifest: string, imageTag: string, imageDigest?: string) =>
        ecr.send(new PutImageCommand({repositoryName, imageManifest, imageTag, imageDigest}))
      await pushedLayer(ecr, 'second')

      await refused('ImageAlreadyExistsException', put(image.imageManifest, 'one'))
      const error = await refused('ImageTagAlreadyExistsException', put(manifest('second'), 'one'))
      await refused('ImageDigestDoesNotMatchException', put(manifest('second'), 'two', digest('x')))
      await refused('LayersNotFoundException', put(manifest('absent'), 'two'))
      await refused('InvalidParameterException', put('nonsense', 'two'))

      assert.equal(
        error.message,
        "The image tag 'one' already exists in the 'team/app' repository and cannot be overwritten because the repository is immutable.",
      )
    })
  })

  it('lets tags move that an immutable repository excludes', async () => {
    await withEcr(async (ecr) => {
      await pushed(ecr, 'dev-1')
      await ecr.send(
        new PutImageTagMutabilityCommand({
          repositoryName,
          imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
          imageTagMutabilityExclusionFilters: [{filterType: 'WILDCARD', filter: 'dev-*'}],
        }),
      )
      await pushedLayer(ecr, 'second')

      const {image} = await ecr.send(
        new PutImageCommand({repositoryName, imageManifest: manifest('second'), imageTag: 'dev-1'}),
      )

      assert.equal(image?.imageId?.imageDigest, digest(manifest('second')))
    })
  })

  it('lists and describes images, tagged and not, page by page', async () => {
    await withEcr(async (ecr) => {
      const first = await pushed(ecr, 'one')
      await pushedLayer(ecr, 'second')
      await ecr.send(new PutImageCommand({repositoryName, imageManifest: manifest('second'), imageTag: 'two'}))
      await ecr.send(new PutImageCommand({repositoryName, imageManifest: manifest('second'), imageTag: 'one'}))

      const all = await ecr.send(new ListImagesCommand({repositoryName}))
      const untagged = await ecr.send(new ListImagesCommand({repositoryName, filter: {tagStatus: 'UNTAGGED'}}))
      const page = await ecr.send(new DescribeImagesCommand({repositoryName, maxResults: 1}))
      const {imageDetails} = await ecr.send(new DescribeImagesCommand({repositoryName, imageIds: [{imageTag: 'two'}]}))

      assert.equal(all.imageIds?.length, 3)
      assert.deepEqual(untagged.imageIds, [{imageDigest: first.imageDigest}])
      assert.ok(page.nextToken)
      assert.deepEqual(imageDetails?.[0]?.imageTags, ['one', 'two'])
      assert.equal(imageDetails?.[0]?.imageSizeInBytes, 'config'.length + 'second'.length)
      assert.ok(imageDetails?.[0]?.imagePushedAt instanceof Date)
      await refused(
        'ImageNotFoundException',
        ecr.send(new DescribeImagesCommand({repositoryName, imageIds: [{imageTag: 'no'}]})),
      )
    })
  })

  it('deletes a tag, the image with its last tag, and all tags with the image', async () => {
    await withEcr(async (ecr) => {
      const {imageDigest, imageManifest} = await pushed(ecr, 'one')
      await ecr.send(new PutImageCommand({repositoryName, imageManifest, imageTag: 'two'}))
      const remove = (id: {imageTag?: string; imageDigest?: string}) =>
        ecr.send(new BatchDeleteImageCommand({repositoryName, imageIds: [id]}))

      const tag = await remove({imageTag: 'one'})
      const image = await remove({imageDigest})
      const again = await remove({imageDigest})

      assert.deepEqual(tag.imageIds, [{imageDigest, imageTag: 'one'}])
      assert.deepEqual(image.imageIds, [{imageDigest, imageTag: 'two'}])
      assert.deepEqual(
        again.failures?.map(({failureCode}) => failureCode),
        ['ImageNotFound'],
      )
      assert.deepEqual((await ecr.send(new ListImagesCommand({repositoryName}))).imageIds, [])
    })
  })

  it('keeps an image that a manifest list needs', async () => {
    await withEcr(async (ecr) => {
      const {imageDigest, imageManifest} = await pushed(ecr, 'one')
      const platform = {architecture: 'amd64', os: 'linux'}
      const mediaType = MANIFEST_TYPES.dockerList
      const manifests = [{mediaType: MANIFEST_TYPES.docker, size: imageManifest.length, digest: imageDigest, platform}]
      const list = JSON.stringify({schemaVersion: 2, mediaType, manifests})
      await ecr.send(new PutImageCommand({repositoryName, imageManifest: list, imageTag: 'list'}))

      const {failures} = await ecr.send(new BatchDeleteImageCommand({repositoryName, imageIds: [{imageDigest}]}))

      assert.deepEqual(
        failures?.map(({failureCode}) => failureCode),
        ['ImageReferencedByManifestList'],
      )
      await refused(
        'ReferencedImagesNotFoundException',
        ecr.send(new PutImageCommand({repositoryName, imageManifest: list.replace(imageDigest, digest('x'))})),
      )
    })
  })

  it('hands out a token for twelve hours that the registry takes', async () => {
    await withEcr(async (ecr) => {
      const {authorizationData} = await ecr.send(new GetAuthorizationTokenCommand())
      const {authorizationToken, expiresAt, proxyEndpoint} = authorizationData?.[0] ?? {}

      const answer = await fetch(`${proxyEndpoint}/v2/`, {headers: {authorization: `Basic ${authorizationToken}`}})

      assert.equal(answer.status, 200)
      const hours = (Number(expiresAt) - Date.now()) / 3_600_000
      assert.ok(hours > 11.9 && hours <= 12, `${hours} hours`)
    })
  })

  it('names an operation that it does not have', async () => {
    await withEcr(async (_ecr, {endpoint}) => {
      const answer = await fetch(endpoint, {
        method: 'POST',
        headers: {
          authorization: 'AWS4-HMAC-SHA256 Credential=A/20261121/eu-west-1/ecr/aws4_request',
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.StartImageScan',
        },
        body: '{}',
      })

      assert.equal(answer.headers.get('x-amzn-errortype'), 'UnknownOperationException')
    })
  })
})

interface Place {
  readonly endpoint: string
  readonly authority: string
  readonly client: (region: string) => ECRClient
}

async function withEcr(work: (ecr: ECRClient, place: Place) => Promise<void>): Promise<void> {
  await inTemporaryFolder((folder) =>
    withImages(folder, async ({endpoint, authority}) => {
      const credentials = {accessKeyId: 'a', secretAccessKey: 'b'}
      const client = (region: string) => new ECRClient({endpoint, region, credentials, maxAttempts: 1})
      await work(client('eu-west-1'), {endpoint, authority, client})
    }),
  )
}

async function pushed(ecr: ECRClient, imageTag: string, imageTagMutability: 'MUTABLE' | 'IMMUTABLE' = 'MUTABLE') {
  await ecr.send(new CreateRepositoryCommand({repositoryName, imageTagMutability}))
  await pushedLayer(ecr, 'config')
  await pushedLayer(ecr, 'layer')
  const imageManifest = manifest('layer')
  await ecr.send(new PutImageCommand({repositoryName, imageManifest, imageTag}))
  return {imageDigest: digest(imageManifest), imageManifest}
}

async function pushedLayer(ecr: ECRClient, bytes: string): Promise<string> {
  const {uploadId} = await ecr.send(new InitiateLayerUploadCommand({repositoryName}))
  const half = Math.floor(bytes.length / 2)
  for (const [first, last] of [
    [0, half],
    [half, bytes.length],
  ] as const)
    await ecr.send(
      new UploadLayerPartCommand({
        repositoryName,
        uploadId,
        partFirstByte: first,
        partLastByte: last - 1,
        layerPartBlob: Buffer.from(bytes.slice(first, last)),
      }),
    )
  const layerDigests = [digest(bytes)]
  const {layerDigest} = await ecr.send(new CompleteLayerUploadCommand({repositoryName, uploadId, layerDigests}))
  return layerDigest ?? ''
}

async function refused(name: string, sent: Promise<unknown>): Promise<Error> {
  const error = await sent.then(
    () => undefined,
    (thrown: unknown) => thrown as Error,
  )
  assert.equal(error?.name, name)
  return error
}

function manifest(layer: string): string {
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPES.docker,
    config: {mediaType: 'application/vnd.docker.container.image.v1+json', size: 6, digest: digest('config')},
    layers: [
      {mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip', size: layer.length, digest: digest(layer)},
    ],
  })
}

function digest(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}
