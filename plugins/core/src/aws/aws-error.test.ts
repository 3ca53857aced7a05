import assert from 'node:assert/strict'

import {StackError} from '../errors.js'
import {classify} from './aws-error.js'
import {createCallerIdentity} from './caller-identity.js'
import {createCloudFormation} from './cloudformation.js'
import {createEc2} from './ec2.js'
import {createEcr} from './ecr.js'
import {ec2Error, html, jsonError, queryError, type Reply, ScriptedAws} from './scripted-aws.fixture.js'

const CALLS = {
  DescribeStacks: (aws: ScriptedAws) => createCloudFormation(aws.access).describe('vast-dev-network'),
  BatchGetImage: (aws: ScriptedAws) => createEcr(aws.access).find('vast-dev/server', ['a']),
  DescribeVpcs: (aws: ScriptedAws) => createEc2(aws.access).vpc('vpc-1'),
  GetCallerIdentity: (aws: ScriptedAws) => createCallerIdentity(aws.access)(),
}

interface Answered {
  name: string
  call: keyof typeof CALLS
  reply: Reply
  code: string
  blame: string
  message: RegExp
  attempts?: number
}

const ANSWERS: Answered[] = [
  {
    name: 'a key that AWS does not know',
    call: 'GetCallerIdentity',
    reply: queryError(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.'),
    code: 'CREDENTIALS_INVALID',
    blame: 'user',
    message:
      /^STS does not accept the credentials: The security token included in the request is invalid \(InvalidClientTokenId\)$/,
  },
  {
    name: 'a wrong secret',
    call: 'DescribeStacks',
    reply: queryError(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match'),
    code: 'CREDENTIALS_INVALID',
    blame: 'user',
    message: /signature we calculated/,
  },
  {
    name: 'a key that ECR does not know',
    call: 'BatchGetImage',
    reply: jsonError(400, 'UnrecognizedClientException', 'The security token included in the request is invalid.'),
    code: 'CREDENTIALS_INVALID',
    blame: 'user',
    message: /^ECR does not accept the credentials/,
  },
  {
    name: 'a key that EC2 does not know',
    call: 'DescribeVpcs',
    reply: ec2Error(401, 'AuthFailure', 'AWS was not able to validate the provided access credentials'),
    code: 'CREDENTIALS_INVALID',
    blame: 'user',
    message: /^EC2 does not accept the credentials/,
  },
  {
    name: 'an expired token',
    call: 'DescribeStacks',
    reply: queryError(403, 'ExpiredToken', 'The security token included in the request is expired'),
    code: 'CREDENTIALS_EXPIRED',
    blame: 'user',
    message: /^the AWS credentials have expired: The security token/,
  },
  {
    name: 'an expired token at ECR',
    call: 'BatchGetImage',
    reply: jsonError(
      400,
      'com.amazonaws#ExpiredTokenException',
      'The security token included in the request is expired',
    ),
    code: 'CREDENTIALS_EXPIRED',
    blame: 'user',
    message: /have expired/,
  },
  {
    name: 'a clock that goes wrong',
    call: 'DescribeStacks',
    reply: queryError(
      403,
      'SignatureDoesNotMatch',
      'Signature expired: 20261121T100000Z is now earlier than 20261121T110000Z',
    ),
    code: 'CREDENTIALS_INVALID',
    blame: 'user',
    message: /^the clock of this machine differs from that of AWS/,
  },
  {
    name: 'a permission that is missing',
    call: 'DescribeStacks',
    reply: queryError(
      403,
      'AccessDenied',
      'User: arn:aws:iam::123456789012:user/ci is not authorized to perform: cloudformation:DescribeStacks on resource: arn:aws:cloudformation:eu-west-1:123456789012:stack/vast-dev-network/* because no identity-based policy allows the cloudformation:DescribeStacks action',
    ),
    code: 'ACCESS_DENIED',
    blame: 'user',
    message:
      /^arn:aws:iam::123456789012:user\/ci has no permission for cloudformation:DescribeStacks on arn:aws:cloudformation:\S+, because no identity-based policy allows the cloudformation:DescribeStacks action$/,
  },
  {
    name: 'a permission that a policy denies',
    call: 'BatchGetImage',
    reply: jsonError(
      400,
      'AccessDeniedException',
      'User: arn:aws:sts::123456789012:assumed-role/dev/me is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:eu-west-1:123456789012:repository/vast-dev/server with an explicit deny in a service control policy',
    ),
    code: 'ACCESS_DENIED',
    blame: 'user',
    message:
      /^arn:aws:sts::\S+ has no permission for ecr:BatchGetImage on \S+, with an explicit deny in a service control policy$/,
  },
  {
    name: 'a denial whose reason EC2 encodes',
    call: 'DescribeVpcs',
    reply: ec2Error(
      403,
      'UnauthorizedOperation',
      'You are not authorized to perform this operation. User: arn:aws:iam::123456789012:user/ci is not authorized to perform: ec2:DescribeVpcs because no identity-based policy allows the ec2:DescribeVpcs action. Encoded authorization failure message: AbC-123_x',
    ),
    code: 'ACCESS_DENIED',
    blame: 'user',
    message:
      /^arn:aws:iam::123456789012:user\/ci has no permission for ec2:DescribeVpcs, because no identity-based policy allows the ec2:DescribeVpcs action$/,
  },
  {
    name: 'a denial without a sentence',
    call: 'GetCallerIdentity',
    reply: queryError(403, 'AccessDenied', 'Access Denied.'),
    code: 'ACCESS_DENIED',
    blame: 'user',
    message: /^STS denied GetCallerIdentity: Access Denied$/,
  },
  {
    name: 'a throttle',
    call: 'DescribeStacks',
    reply: queryError(400, 'Throttling', 'Rate exceeded'),
    code: 'AWS_THROTTLED',
    blame: 'aws',
    message: /^CloudFormation throttles DescribeStacks: Rate exceeded \(Throttling\)$/,
    attempts: 12,
  },
  {
    name: 'a throttle of EC2',
    call: 'DescribeVpcs',
    reply: ec2Error(503, 'RequestLimitExceeded', 'Request limit exceeded.'),
    code: 'AWS_THROTTLED',
    blame: 'aws',
    message: /^EC2 throttles DescribeVpcs/,
    attempts: 12,
  },
  {
    name: 'a throttle of ECR',
    call: 'BatchGetImage',
    reply: jsonError(429, 'ThrottlingException', 'Rate exceeded'),
    code: 'AWS_THROTTLED',
    blame: 'aws',
    message: /^ECR throttles BatchGetImage/,
    attempts: 12,
  },
  {
    name: 'a template that CloudFormation does not take',
    call: 'DescribeStacks',
    reply: queryError(
      400,
      'ValidationError',
      'Template format error: Unresolved resource dependencies [Vpc]\n in the Outputs block of the template',
    ),
    code: 'AWS_REFUSED',
    blame: 'user',
    message:
      /^CloudFormation refused DescribeStacks: Template format error: Unresolved resource dependencies \[Vpc\] in the Outputs block of the template \(ValidationError\)$/,
  },
  {
    name: 'a quota',
    call: 'DescribeStacks',
    reply: queryError(400, 'LimitExceededException', 'Limit on the number of stacks reached'),
    code: 'AWS_REFUSED',
    blame: 'user',
    message: /Limit on the number of stacks reached \(LimitExceeded/,
  },
  {
    name: 'a VPC id of a wrong form',
    call: 'DescribeVpcs',
    reply: ec2Error(400, 'InvalidVpcID.Malformed', 'Invalid id: "vpc-1"'),
    code: 'AWS_REFUSED',
    blame: 'user',
    message: /^EC2 refused DescribeVpcs: Invalid id: "vpc-1" \(InvalidVpcID.Malformed\)$/,
  },
  {
    name: 'a failure of AWS',
    call: 'DescribeStacks',
    reply: queryError(500, 'InternalFailure', 'We encountered an internal error'),
    code: 'AWS_FAILED',
    blame: 'aws',
    message:
      /^CloudFormation failed at DescribeStacks: HTTP 500, We encountered an internal error \(InternalFailure\)$/,
    attempts: 4,
  },
  {
    name: 'a failure of ECR',
    call: 'BatchGetImage',
    reply: jsonError(500, 'ServerException', 'These errors are usually caused by a server-side issue.'),
    code: 'AWS_FAILED',
    blame: 'aws',
    message: /^ECR failed at BatchGetImage: HTTP 500/,
    attempts: 4,
  },
  {
    name: 'an empty 503',
    call: 'GetCallerIdentity',
    reply: {status: 503, body: ''},
    code: 'AWS_FAILED',
    blame: 'aws',
    message: /HTTP 503/,
    attempts: 4,
  },
  {
    name: 'an HTML page instead of XML',
    call: 'DescribeStacks',
    reply: html(200),
    code: 'ENDPOINT_NOT_AWS',
    blame: 'user',
    message: /^127\.0\.0\.1:\d+ answered CloudFormation DescribeStacks with something that is not AWS's \(HTTP 200\)$/,
  },
  {
    name: 'an HTML page instead of JSON',
    call: 'BatchGetImage',
    reply: html(404),
    code: 'ENDPOINT_NOT_AWS',
    blame: 'user',
    message: /HTTP 404/,
  },
  {
    name: 'an HTML failure',
    call: 'DescribeVpcs',
    reply: html(500),
    code: 'ENDPOINT_NOT_AWS',
    blame: 'user',
    message: /HTTP 500/,
    attempts: 4,
  },
  {
    name: 'a redirect',
    call: 'GetCallerIdentity',
    reply: {status: 302, body: '', headers: {location: 'https://example.com'}},
    code: 'ENDPOINT_NOT_AWS',
    blame: 'user',
    message: /HTTP 302/,
  },
  {
    name: 'XML of somebody else',
    call: 'DescribeStacks',
    reply: {body: '<html><body>hello</body></html>'},
    code: 'ENDPOINT_NOT_AWS',
    blame: 'user',
    message: /^the endpoint's answer to CloudFormation DescribeStacks is not one of AWS$/,
  },
  {
    name: 'an empty answer',
    call: 'GetCallerIdentity',
    reply: {body: ''},
    code: 'ENDPOINT_NOT_AWS',
    blame: 'user',
    message: /STS GetCallerIdentity/,
  },
  {
    name: 'a dropped connection',
    call: 'BatchGetImage',
    reply: 'reset',
    code: 'AWS_UNREACHABLE',
    blame: 'aws',
    message: /^cannot reach 127\.0\.0\.1:\d+ for ECR BatchGetImage: the connection was dropped \(ECONNRESET\)$/,
    attempts: 4,
  },
]

describe('an answer of AWS', () => {
  let aws: ScriptedAws
  beforeEach(async () => void (aws = await ScriptedAws.start()))
  afterEach(() => aws.close())

  for (const {name, call, reply, code, blame, message, attempts = 1} of ANSWERS) {
    it(`is told in one line: ${name}`, async () => {
      aws.on(call, reply)

      const error = await rejection(CALLS[call](aws))

      assert.equal(error.code, code)
      assert.equal(error.blame, blame)
      assert.match(error.message, message)
      assert.equal(aws.calls.length, attempts)
    })
  }

  it('keeps its own error as the cause and its facts as details', async () => {
    aws.on('DescribeStacks', {
      ...queryError(400, 'ValidationError', 'no.'),
      headers: {'x-amzn-requestid': 'request-1'},
    })

    const error = await rejection(CALLS.DescribeStacks(aws))

    assert.equal((error.cause as Error).name, 'ValidationError')
    assert.deepEqual(error.details, {
      service: 'CloudFormation',
      operation: 'DescribeStacks',
      region: 'eu-west-1',
      host: aws.address,
      awsCode: 'ValidationError',
      status: 400,
      requestId: 'request-1',
    })
  })

  it('names principal, action and resource of a denial', async () => {
    aws.on(
      'DescribeStacks',
      queryError(403, 'AccessDenied', 'User: arn:me is not authorized to perform: a:B on resource: arn:that'),
    )

    const {details} = await rejection(CALLS.DescribeStacks(aws))

    assert.equal(details['principal'], 'arn:me')
    assert.equal(details['action'], 'a:B')
    assert.equal(details['resource'], 'arn:that')
  })
})

/** What the SDK throws without an answer, as it throws it. */
const FAULTS: {error: Error; code: string; message: RegExp; suggestions?: string[]; retry?: string}[] = [
  {
    error: provider('Could not load credentials from any providers'),
    code: 'CREDENTIALS_MISSING',
    message: /^there are no AWS credentials: no environment variables, no profile, no role of this machine$/,
  },
  {
    error: provider('Could not resolve credentials using profile: [nobody] in configuration/credentials file(s).'),
    code: 'CREDENTIALS_MISSING',
    message: /\[nobody\]/,
  },
  {
    error: provider(
      'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.',
    ),
    code: 'CREDENTIALS_EXPIRED',
    message: /have expired/,
    suggestions: ['aws sso login --profile dev', 'aws-stack doctor'],
  },
  {
    error: provider(
      "The SSO session token associated with profile=dev was not found or is invalid. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
    ),
    code: 'CREDENTIALS_EXPIRED',
    message: /was not found or is invalid/,
    suggestions: ['aws sso login --profile dev', 'aws-stack doctor'],
  },
  {
    error: provider('UnauthorizedException: Session token not found or invalid'),
    code: 'CREDENTIALS_EXPIRED',
    message: /Session token not found/,
    suggestions: ['aws sso login --profile dev', 'aws-stack doctor'],
  },
  {
    error: provider('Failed to load a token for session arn:x, please re-authenticate using aws login'),
    code: 'CREDENTIALS_EXPIRED',
    message: /re-authenticate/,
    suggestions: ['aws login --profile dev', 'aws-stack doctor'],
  },
  {
    error: provider('Profile dev requires multi-factor authentication, but no MFA code callback was provided.'),
    code: 'CREDENTIALS_INVALID',
    message: /^the AWS credentials cannot be used: Profile dev requires multi-factor/,
  },
  {
    error: provider('Error: getaddrinfo ENOTFOUND portal.sso.eu-west-1.amazonaws.com'),
    code: 'AWS_UNREACHABLE',
    message:
      /^cannot reach portal\.sso\.eu-west-1\.amazonaws\.com for CloudFormation DescribeStacks: its name is not known \(ENOTFOUND\)$/,
    retry: 'transient',
  },
  {
    error: Object.assign(new Error('getaddrinfo ENOTFOUND cloudformation.eu-west-9.amazonaws.com'), {
      code: 'ENOTFOUND',
      hostname: 'cloudformation.eu-west-9.amazonaws.com',
    }),
    code: 'AWS_UNREACHABLE',
    message: /^cannot reach cloudformation\.eu-west-9\.amazonaws\.com/,
    retry: 'transient',
  },
  {
    error: Object.assign(new AggregateError([], ''), {code: 'ECONNREFUSED', name: 'TimeoutError'}),
    code: 'AWS_UNREACHABLE',
    message: /nothing listens there \(ECONNREFUSED\)$/,
    retry: 'transient',
  },
  {
    error: Object.assign(new Error('the request socket did not establish a connection'), {name: 'TimeoutError'}),
    code: 'AWS_UNREACHABLE',
    message: /no answer in time \(ETIMEDOUT\)$/,
    retry: 'transient',
  },
  {
    error: Object.assign(new Error('self-signed certificate in certificate chain'), {
      code: 'SELF_SIGNED_CERT_IN_CHAIN',
    }),
    code: 'AWS_UNREACHABLE',
    message: /certificate is not trusted/,
  },
  {
    error: Object.assign(new Error('Parse Error: Expected HTTP/'), {code: 'HPE_INVALID_CONSTANT'}),
    code: 'ENDPOINT_NOT_AWS',
    message: /^cloudformation\.eu-west-1\.amazonaws\.com does not speak HTTP$/,
  },
  {
    error: Object.assign(new TypeError('Invalid URL'), {code: 'ERR_INVALID_URL', input: 'localhost'}),
    code: 'ENDPOINT_NOT_AWS',
    message: /^the endpoint "localhost" is no URL$/,
  },
  {error: new Error('Region is missing'), code: 'REGION_MISSING', message: /^no region is set/},
  {
    error: new Error('Region not accepted: region="eu west" is not a valid hostname component.'),
    code: 'REGION_MISSING',
    message: /^"eu west" is no region name, e\.g\. eu-west-1$/,
  },
  {
    error: Object.assign(new Error('XML parse error: mismatched tags'), {$metadata: {httpStatusCode: 502}}),
    code: 'AWS_FAILED',
    message: /HTTP 502/,
    retry: 'transient',
  },
  {
    error: Object.assign(new Error('Signature expired'), {
      name: 'RequestExpired',
      $metadata: {httpStatusCode: 400, clockSkewCorrected: true},
    }),
    code: 'CREDENTIALS_INVALID',
    message: /clock/,
    retry: 'transient',
  },
]

describe('a fault of the SDK', () => {
  const call = {
    service: 'CloudFormation',
    operation: 'DescribeStacks',
    region: 'eu-west-1',
    profile: 'dev',
    host: 'cloudformation.eu-west-1.amazonaws.com',
  }

  for (const {error, code, message, suggestions = [], retry} of FAULTS) {
    it(`is told in one line: ${(error.message || error.name).slice(0, 70)}`, () => {
      const verdict = classify(error, call)

      const failure = verdict.failure as StackError
      assert.equal(failure.code, code)
      assert.match(failure.message, message)
      assert.deepEqual(failure.suggestions.slice(0, suggestions.length), suggestions)
      assert.equal(failure.cause, error)
      assert.equal(verdict.retry, retry)
    })
  }

  it('stays what it is when it is a bug of ours', () => {
    const bug = new TypeError('x is not a function')

    const {failure, retry} = classify(bug, call)

    assert.equal(failure, bug)
    assert.equal(retry, undefined)
  })
})

function provider(message: string): Error {
  return Object.assign(new Error(message), {name: 'CredentialsProviderError', tryNextLink: false})
}

async function rejection(work: Promise<unknown>): Promise<StackError> {
  const error = await work.then(
    () => assert.fail('it did not fail'),
    (reason: unknown) => reason,
  )
  if (!StackError.is(error)) throw error
  return error
}
