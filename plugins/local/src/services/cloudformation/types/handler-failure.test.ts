import assert from 'node:assert/strict'

import {failureReason, HandlerFailure} from './handler-failure.js'

function sdkError(name: string, message: string, httpStatusCode: number): Error {
  return Object.assign(new Error(message), {name, $fault: 'client', $metadata: {httpStatusCode, requestId: 'r-1'}})
}

describe('failureReason', () => {
  it('words the error of a service as CloudFormation does', () => {
    const reason = failureReason('AWS::EC2::VPC', sdkError('DependencyViolation', 'The vpc has dependencies.', 400))

    assert.match(
      reason,
      /^Resource handler returned message: "The vpc has dependencies. \(Service: Ec2, Status Code: 400, Request ID: r-1\)" \(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: InvalidRequest\)$/,
    )
  })

  for (const [name, status, code] of [
    ['RepositoryAlreadyExistsException', 400, 'AlreadyExists'],
    ['InvalidVpcID.NotFound', 400, 'NotFound'],
    ['AccessDeniedException', 403, 'AccessDenied'],
    ['ThrottlingException', 400, 'Throttling'],
    ['VpcLimitExceeded', 400, 'ServiceLimitExceeded'],
    ['InternalFailure', 500, 'ServiceInternalError'],
  ] as const) {
    it(`calls ${name} ${code}`, () => {
      assert.ok(failureReason('AWS::ECR::Repository', sdkError(name, 'no', status)).endsWith(`: ${code})`))
    })
  }

  it('does not repeat the page that moto sends for an operation it lacks', () => {
    const page = Object.assign(new SyntaxError("Unexpected token '<'"), {$metadata: {httpStatusCode: 404}})

    const reason = failureReason('AWS::Logs::LogGroup', page)

    assert.match(reason, /"CloudWatchLogs does not answer this operation \(Service: CloudWatchLogs, Status Code: 404/)
  })

  it('tells a service that is not there from one that refuses', () => {
    const reason = failureReason('AWS::ECS::Cluster', new Error('connect ECONNREFUSED 127.0.0.1:1'))

    assert.match(reason, /"Ecs: connect ECONNREFUSED 127.0.0.1:1" .*HandlerErrorCode: NetworkFailure/)
  })

  it('keeps the code of a failure that the handler found itself', () => {
    const reason = failureReason('AWS::EC2::NatGateway', new HandlerFailure('NotStabilized', 'it never came'))

    assert.match(reason, /"it never came" .*HandlerErrorCode: NotStabilized/)
  })
})
