import assert from 'node:assert/strict'

import {json, result, ScriptedAws, stackMissing, xml} from './aws/scripted-aws.fixture.js'
import {createContext} from './create-context.js'

describe('a context', () => {
  let aws: ScriptedAws
  beforeEach(async () => void (aws = await ScriptedAws.start()))
  afterEach(() => aws.close())

  it('asks nobody when it is made', () => {
    const {region, signal} = contextTo(aws)

    assert.equal(region, 'eu-west-1')
    assert.equal(signal, aws.controller.signal)
    assert.deepEqual(aws.calls, [])
  })

  it('reaches every service by its endpoint', async () => {
    aws.on('DescribeStacks', stackMissing).on('BatchGetImage', json({images: []}))
    aws.on('DescribeVpcs', {body: '<DescribeVpcsResponse/>'})
    aws.on('GetCallerIdentity', result('GetCallerIdentity', xml({Account: '123456789012', Arn: 'arn:me'})))
    const ctx = contextTo(aws)

    const answers = [
      await ctx.cloudFormation.describe('a'),
      await ctx.ecr.find('a', ['b']),
      await ctx.ec2.vpc('vpc-1'),
      await ctx.identity(),
    ]

    assert.deepEqual(answers, [undefined, [], undefined, {accountId: '123456789012', arn: 'arn:me'}])
  })

  it('makes many calls at once without a warning of Node', async () => {
    aws.on('DescribeStacks', stackMissing)
    const {cloudFormation} = contextTo(aws)
    const warnings: string[] = []
    const note = ({name}: Error) => warnings.push(name)
    process.on('warning', note)

    await Promise.all(Array.from({length: 30}, (_, index) => cloudFormation.describe(`stack-${index}`)))

    await new Promise(setImmediate)
    process.off('warning', note)
    assert.ok(!warnings.includes('MaxListenersExceededWarning'))
  })

  it('tells the host no secret, whoever has found it out', async () => {
    const ctx = contextTo(aws)
    ctx.secrets.add('hunter22')

    ctx.host.notify({type: 'warning', code: 'X', message: 'it is hunter22'})

    assert.deepEqual(aws.host.events, [{type: 'warning', code: 'X', message: 'it is ****'}])
  })

  it("knows ECR's password as a secret, also as registries take it", async () => {
    const authorizationToken = btoa('AWS:pass-word-of-ecr')
    aws.on('GetAuthorizationToken', json({authorizationData: [{authorizationToken, proxyEndpoint: 'https://ecr'}]}))
    const {ecr, secrets} = contextTo(aws)

    await ecr.authorization()

    assert.equal(secrets.mask(`pass-word-of-ecr Basic ${authorizationToken}`), '**** Basic QVdTO****=')
  })

  it('knows the keys that it signs with as secrets, and no fixed word of a local endpoint', async () => {
    aws.on('DescribeStacks', stackMissing)
    const real = contextTo(aws, 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY')
    const dummy = contextTo(aws, 'local')

    await Promise.all([real, dummy].map(({cloudFormation}) => cloudFormation.describe('a')))

    assert.equal(real.secrets.mask('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'), '****')
    assert.equal(dummy.secrets.mask('vast:deploy --local'), 'vast:deploy --local')
  })
})

function contextTo(aws: ScriptedAws, secretAccessKey = 'secret') {
  const {region, host, signal} = aws.access
  return createContext({region, endpoint: {url: aws.url, accessKeyId: 'AKIALOCAL', secretAccessKey}, host, signal})
}
