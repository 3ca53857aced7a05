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
})

function contextTo(aws: ScriptedAws) {
  const {region, endpoint, host, signal} = aws.access
  return createContext({region, endpoint, host, signal})
}
