import assert from 'node:assert/strict'
import {stripVTControlCharacters} from 'node:util'

import {samplePlan} from '../testing/sample-plan.fixture.js'
import {formatPlan} from './plan.js'

describe('formatPlan', () => {
  it('shows images, stacks, resources and properties, what is replaced, what is not known yet, what is lost', () => {
    const text = stripVTControlCharacters(formatPlan(samplePlan))

    assert.equal(
      text,
      `vast, stage dev, eu-west-1

images
  +  server  build and push  3f2a9c      on tenzir/vast:latest (sha256:0b1c)
     client  unchanged       sha256:abc

registry  vast-dev-registry  unchanged

network  vast-dev-network  create
  +  Vpc  AWS::EC2::VPC

server  vast-dev-server  update
  ?  parameter ImageUri  known after build
  ?  parameter SubnetId  known after network
  ±  FileSystem  AWS::EFS::FileSystem            CloudFormation will replace it
      ~  Properties.Encrypted  false → true   forces the replacement
      +  Properties.KmsKeyId   alias/aws/efs
  ~  Log         AWS::Logs::LogGroup             CloudFormation may replace it
  ~  Group       AWS::EC2::SecurityGroup
      ~  Tags
  -  Rule        AWS::EC2::SecurityGroupIngress
  ?  Service     AWS::ECS::Service               may change, known after build

would be lost for good
  !  server/FileSystem  AWS::EFS::FileSystem  fs-1  is replaced by an empty one: all imported events

plan: 1 image to build, 1 stack to create, 1 stack to update; 1 resource to add, 2 resources to change, 1 resource to replace, 1 resource to remove, 1 resource that may change`,
    )
  })

  it('makes what is dangerous stand out', () => {
    const danger = '\u001B[1m\u001B[31m'

    const text = formatPlan(samplePlan)

    assert.ok(text.includes(`${danger}CloudFormation will replace it`))
    assert.ok(text.includes(`${danger}is replaced by an empty one`))
  })

  it('says that nothing changes, and that a plan was told from the templates alone', () => {
    const stack = {
      part: 'server',
      name: 'vast-dev-server',
      action: 'update' as const,
      changes: [],
      unknown: {},
      approximate: 'Image is new',
    }

    const nothing = formatPlan({...samplePlan, changed: false, images: [], stacks: [], losses: []})
    const approximate = stripVTControlCharacters(formatPlan({...samplePlan, stacks: [stack]}))

    assert.match(nothing, /plan: nothing to change/)
    assert.match(approximate, /told from the templates alone: Image is new/)
  })

  it('cuts a long value to one line', () => {
    const properties = [{path: 'Properties.Policy', before: `{\n  "a": "${'x'.repeat(100)}"\n}`, after: '{}'}]
    const stack = {
      part: 'p',
      name: 'n',
      action: 'update' as const,
      unknown: {},
      changes: [{logicalId: 'Role', type: 'AWS::IAM::Role', action: 'modify' as const, properties}],
    }

    const lines = stripVTControlCharacters(formatPlan({...samplePlan, stacks: [stack]})).split('\n')

    assert.match(lines.find((line) => line.includes('Properties.Policy')) ?? '', /\{ "a": "x{20,75}… → \{\}$/)
  })
})
