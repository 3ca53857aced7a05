import {type CallTable, NO_RESOURCE} from '../call-row.js'
import type {PolicyVerb} from '../policy-result.js'

const REPOSITORY = ['{AWS::ECR::Repository}']
const LOOKS: readonly PolicyVerb[] = ['plan', 'deploy', 'operate']
const PUSHES: readonly PolicyVerb[] = ['deploy', 'operate']

/**
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html; for what a Docker client needs:
 * "IAM permissions for pushing an image" in the Amazon ECR user guide.
 */
export const ecrCalls: CallTable = {
  BatchGetImage: {on: REPOSITORY, commands: LOOKS},
  DescribeImages: {on: REPOSITORY, commands: LOOKS},
  GetDownloadUrlForLayer: {on: REPOSITORY, commands: LOOKS},
  GetAuthorizationToken: {on: ['*'], commands: PUSHES, needs: 'AWS::ECR::Repository', because: NO_RESOURCE},
}

/** What the Docker engine calls when it pushes, as the registry names its requests. */
export const registryCalls: CallTable = {
  'HEAD blob': {actions: ['ecr:BatchCheckLayerAvailability'], on: REPOSITORY, commands: PUSHES},
  'GET blob': {actions: ['ecr:GetDownloadUrlForLayer'], on: REPOSITORY, commands: PUSHES},
  'HEAD manifest': {actions: ['ecr:BatchGetImage'], on: REPOSITORY, commands: PUSHES},
  'GET manifest': {actions: ['ecr:BatchGetImage'], on: REPOSITORY, commands: PUSHES},
  'POST uploads': {actions: ['ecr:InitiateLayerUpload'], on: REPOSITORY, commands: PUSHES},
  'PATCH upload': {actions: ['ecr:UploadLayerPart'], on: REPOSITORY, commands: PUSHES},
  'PUT upload': {actions: ['ecr:CompleteLayerUpload'], on: REPOSITORY, commands: PUSHES},
  'PUT manifest': {actions: ['ecr:PutImage'], on: REPOSITORY, commands: PUSHES},
}
