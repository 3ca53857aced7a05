import assert from 'node:assert/strict'

import {
  DescribeRepositoriesCommand,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  PutImageCommand,
} from '@aws-sdk/client-ecr'

import type {Properties} from '../handler.js'
import {useLocalServices, withStackTags} from './local-services.test.fixture.js'

const LIFECYCLE = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: {tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 7},
      action: {type: 'expire'},
    },
  ],
})
const POLICY = {
  Version: '2012-10-17',
  Statement: [{Effect: 'Allow', Principal: {Service: 'lambda.amazonaws.com'}, Action: 'ecr:BatchGetImage'}],
}

describe('AWS::ECR::Repository', function () {
  this.timeout(30_000)
  const services = useLocalServices()
  const ecr = () => services().scope().clients.ecr()

  async function read(name: string) {
    const {repositories} = await (await ecr()).send(new DescribeRepositoriesCommand({repositoryNames: [name]}))
    return repositories![0]!
  }

  async function withImage(properties: Properties) {
    const made = await services().make('AWS::ECR::Repository', properties)
    const imageManifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
      config: {
        mediaType: 'application/vnd.docker.container.image.v1+json',
        size: 1,
        digest: `sha256:${'c'.repeat(64)}`,
      },
      layers: [],
    })
    await (await ecr()).send(new PutImageCommand({repositoryName: made.physicalId, imageManifest, imageTag: 'one'}))
    return made
  }

  it('is made with all that the template says', async () => {
    const made = await services().make('AWS::ECR::Repository', {
      RepositoryName: 'vast-dev',
      EncryptionConfiguration: {EncryptionType: 'AES256'},
      ImageScanningConfiguration: {ScanOnPush: 'true'},
      ImageTagMutability: 'IMMUTABLE',
      LifecyclePolicy: {LifecyclePolicyText: LIFECYCLE},
      RepositoryPolicyText: POLICY,
      Tags: [{Key: 'Name', Value: 'vast'}],
    })

    const client = await ecr()
    const found = await read('vast-dev')
    const {lifecyclePolicyText} = await client.send(new GetLifecyclePolicyCommand({repositoryName: 'vast-dev'}))
    const {policyText} = await client.send(new GetRepositoryPolicyCommand({repositoryName: 'vast-dev'}))
    const {tags} = await client.send(new ListTagsForResourceCommand({resourceArn: found.repositoryArn}))
    assert.deepEqual(made.attributes, {Arn: found.repositoryArn, RepositoryUri: found.repositoryUri})
    assert.equal(found.imageTagMutability, 'IMMUTABLE')
    assert.deepEqual(found.imageScanningConfiguration, {scanOnPush: true})
    assert.deepEqual(found.encryptionConfiguration, {encryptionType: 'AES256'})
    assert.equal(lifecyclePolicyText, LIFECYCLE)
    assert.deepEqual(JSON.parse(policyText!), POLICY)
    assert.deepEqual(tags, withStackTags({Key: 'Name', Value: 'vast'}))
  })

  it('has a name in small letters where the template has none', async () => {
    const made = await services().make('AWS::ECR::Repository', {})

    assert.match(made.physicalId, /^vast-dev-test-it-[a-z0-9]+$/)
  })

  it('changes in place: what the template no longer says is off again', async () => {
    const made = await services().make('AWS::ECR::Repository', {
      ImageScanningConfiguration: {ScanOnPush: true},
      ImageTagMutability: 'IMMUTABLE',
      LifecyclePolicy: {LifecyclePolicyText: LIFECYCLE},
      RepositoryPolicyText: POLICY,
    })

    await made.update({})

    const client = await ecr()
    const repositoryName = made.physicalId
    const found = await read(repositoryName)
    assert.equal(found.imageTagMutability, 'MUTABLE')
    assert.deepEqual(found.imageScanningConfiguration, {scanOnPush: false})
    await assert.rejects(client.send(new GetLifecyclePolicyCommand({repositoryName})), {
      name: 'LifecyclePolicyNotFoundException',
    })
    await assert.rejects(client.send(new GetRepositoryPolicyCommand({repositoryName})), {
      name: 'RepositoryPolicyNotFoundException',
    })
  })

  it('is deleted with its images where EmptyOnDelete says so', async () => {
    const made = await withImage({EmptyOnDelete: 'true'})

    await made.delete()

    await assert.rejects(read(made.physicalId), {name: 'RepositoryNotFoundException'})
  })

  it('is not deleted with images otherwise', async () => {
    const made = await withImage({})

    await assert.rejects(made.delete(), /because it still contains images.* \(Service: Ecr, Status Code: 400/)
  })
})
