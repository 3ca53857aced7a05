import assert from 'node:assert/strict'

import {type AwsSpec, loadAwsSpec} from './aws-spec.js'
import {shapeProperties} from './shape-properties.js'

describe('properties', () => {
  let spec: AwsSpec

  before(async () => {
    spec = await loadAwsSpec()
  })

  const shape = (type: string, properties: Record<string, unknown>) => shapeProperties(properties, spec.resource(type)!)

  it('get the types that AWS asks for', () => {
    const {value, problems} = shape('AWS::ECS::TaskDefinition', {
      Cpu: 256,
      ContainerDefinitions: [{Name: 'app', Image: 'busybox', Essential: 'true', PortMappings: [{ContainerPort: '80'}]}],
    })

    assert.deepEqual(problems, [])
    assert.deepEqual(value, {
      Cpu: '256',
      ContainerDefinitions: [{Name: 'app', Image: 'busybox', Essential: true, PortMappings: [{ContainerPort: 80}]}],
    })
  })

  it('may hold any document where AWS takes one', () => {
    const policy = {
      Version: '2012-10-17',
      Statement: [{Effect: 'Allow', Condition: {Bool: {'aws:SecureTransport': 'true'}}}],
    }

    const {value, problems} = shape('AWS::IAM::Role', {AssumeRolePolicyDocument: policy})

    assert.deepEqual(problems, [])
    assert.deepEqual(value, {AssumeRolePolicyDocument: policy})
  })

  it('are told where they are wrong, however deep', () => {
    const {problems} = shape('AWS::ECS::Service', {
      DesiredCount: 'many',
      LaunchType: 'FARGAT',
      NetworkConfiguration: {AwsvpcConfiguration: {Subnets: 'subnet-1', Public: true}},
    })

    assert.deepEqual(problems, [
      'Value of property {/DesiredCount} does not match type {Integer}',
      '#/LaunchType: FARGAT is not a valid enum value',
      'Encountered unsupported properties in {/NetworkConfiguration/AwsvpcConfiguration}: [Public]',
      'Value of property {/NetworkConfiguration/AwsvpcConfiguration/Subnets} does not match type {Array}',
    ])
  })

  it('tell what a change of them costs', () => {
    const service = spec.resource('AWS::ECS::Service')!

    assert.equal(service.requiresRecreation(['ServiceName']), 'Always')
    assert.equal(service.requiresRecreation(['TaskDefinition']), 'Never')
    assert.equal(spec.resource('AWS::EC2::VPC')!.requiresRecreation(['InstanceTenancy']), 'Conditionally')
    assert.equal(
      spec.resource('AWS::ECR::Repository')!.requiresRecreation(['EncryptionConfiguration', 'KmsKey']),
      'Always',
    )
  })
})
