import {type Service, ServiceError} from '../../server/service.js'
import type {EcrOperation, EcrStore} from './ecr-operation.js'
import {getAuthorizationToken} from './get-authorization-token.js'
import {batchDeleteImage, batchGetImage, describeImages, listImages, putImage} from './image-operations.js'
import {
  batchCheckLayerAvailability,
  completeLayerUpload,
  getDownloadUrlForLayer,
  initiateLayerUpload,
  uploadLayerPart,
} from './layer-operations.js'
import {
  deleteLifecyclePolicy,
  deleteRepositoryPolicy,
  getLifecyclePolicy,
  getRepositoryPolicy,
  putLifecyclePolicy,
  setRepositoryPolicy,
} from './policy-operations.js'
import {
  createRepository,
  deleteRepository,
  describeRepositories,
  putImageScanningConfiguration,
  putImageTagMutability,
} from './repository-operations.js'
import {listTagsForResource, tagResource, untagResource} from './tag-operations.js'

const OPERATIONS = new Map<string, EcrOperation>(
  Object.entries({
    BatchCheckLayerAvailability: batchCheckLayerAvailability,
    BatchDeleteImage: batchDeleteImage,
    BatchGetImage: batchGetImage,
    CompleteLayerUpload: completeLayerUpload,
    CreateRepository: createRepository,
    DeleteLifecyclePolicy: deleteLifecyclePolicy,
    DeleteRepository: deleteRepository,
    DeleteRepositoryPolicy: deleteRepositoryPolicy,
    DescribeImages: describeImages,
    DescribeRepositories: describeRepositories,
    GetAuthorizationToken: getAuthorizationToken,
    GetDownloadUrlForLayer: getDownloadUrlForLayer,
    GetLifecyclePolicy: getLifecyclePolicy,
    GetRepositoryPolicy: getRepositoryPolicy,
    InitiateLayerUpload: initiateLayerUpload,
    ListImages: listImages,
    ListTagsForResource: listTagsForResource,
    PutImage: putImage,
    PutImageScanningConfiguration: putImageScanningConfiguration,
    PutImageTagMutability: putImageTagMutability,
    PutLifecyclePolicy: putLifecyclePolicy,
    SetRepositoryPolicy: setRepositoryPolicy,
    TagResource: tagResource,
    UntagResource: untagResource,
    UploadLayerPart: uploadLayerPart,
  }),
)

/** The ECR API (AWS JSON 1.1) over the registry's own store. */
export function createEcr(store: EcrStore): Service {
  return async (request) => {
    const target = String(request.headers['x-amz-target'] ?? '')
    const operation = OPERATIONS.get(target.slice(target.lastIndexOf('.') + 1))
    if (!operation)
      throw new ServiceError('UnknownOperationException', `the local ECR does not have ${target || 'this'}`)
    const input = JSON.parse(request.body.toString('utf8') || '{}') as never
    const output = await operation({input, region: request.region, store})
    return {status: 200, headers: {'content-type': 'application/x-amz-json-1.1'}, body: JSON.stringify(output)}
  }
}
