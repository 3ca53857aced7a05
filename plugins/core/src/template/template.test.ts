import assert from 'node:assert/strict'

import {evaluateConditions} from './conditions.js'
import {lossesOfChanges, lossesOfDeletion} from './data-loss.js'
import {dependantsOf} from './dependants.js'
import {parseTemplate} from './parse-template.js'

const TEXT = `Parameters:
  Image: {Type: String}
  Storage:
    Type: String
    Default: EFS
  Secret: {Type: String, NoEcho: true}
Conditions:
  Efs: !Equals [!Ref Storage, EFS]
  NotEfs: !Not [!Condition Efs]
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Image: !Ref Image
      Volume: !If [Efs, !GetAtt FileSystem.Arn, !Ref AWS::NoValue]
  Service:
    Type: AWS::ECS::Service
    DependsOn: Mount
    Properties:
      TaskDefinition: !Sub "\${Task}:\${!literal}"
  FileSystem:
    Type: AWS::EFS::FileSystem
    Condition: Efs
  Mount:
    Type: AWS::EFS::MountTarget
    Properties: {FileSystemId: !Ref FileSystem}
  Logs:
    Type: AWS::Logs::LogGroup
    DeletionPolicy: Retain
Outputs:
  TaskArn: {Value: !Ref Task}
`
const template = parseTemplate(TEXT, 'server.yaml')

describe('parseTemplate', () => {
  it('finds what each resource mentions, through conditions too', () => {
    assert.deepEqual([...(template.resources.get('Task')?.references ?? [])].toSorted(), [
      'AWS::NoValue',
      'FileSystem',
      'Image',
      'Storage',
    ])
    assert.deepEqual([...(template.resources.get('Service')?.references ?? [])].toSorted(), ['Mount', 'Task'])
    assert.deepEqual([...(template.resources.get('FileSystem')?.references ?? [])], ['Storage'])
    assert.deepEqual([...(template.outputs.get('TaskArn')?.references ?? [])], ['Task'])
  })

  it('knows defaults, NoEcho, policies and lines', () => {
    assert.equal(template.parameters.get('Storage')?.default, 'EFS')
    assert.equal(template.parameters.get('Secret')?.noEcho, true)
    assert.equal(template.resources.get('Logs')?.deletionPolicy, 'Retain')
    assert.equal(template.resources.get('Task')?.line, 11)
  })

  it('reads JSON as well', () => {
    const json = parseTemplate(
      '{"Resources": {"A": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": {"Fn::GetAtt": ["B", "Name"]}}}}}',
      'a.json',
    )

    assert.deepEqual([...(json.resources.get('A')?.references ?? [])], ['B'])
  })

  it('names file and line of what it cannot read', () => {
    assert.throws(() => parseTemplate('Resources:\n  A: {Type: x\n', 'broken.yaml'), {
      code: 'TEMPLATE_INVALID',
      message: /broken\.yaml:\d/,
    })
  })
})

describe('dependantsOf', () => {
  it('follows references from parameter to resource to resource', () => {
    assert.deepEqual([...dependantsOf(template, ['Image'])].toSorted(), ['Service', 'Task'])
    assert.deepEqual([...dependantsOf(template, ['FileSystem'])].toSorted(), ['Mount', 'Service', 'Task'])
  })
})

describe('evaluateConditions', () => {
  it('says true, false, or that it hangs on what is not known', () => {
    const known = evaluateConditions(template.conditions, new Map([['Storage', 'ATTACHED']]))
    const open = evaluateConditions(template.conditions, new Map())

    assert.deepEqual([known('Efs'), known('NotEfs'), open('Efs'), open('NotEfs')], [false, true, undefined, undefined])
  })
})

describe('data loss', () => {
  const scope = {part: 'server', template, notes: {FileSystem: 'all imported events'}}

  it('is a data resource that is removed or replaced, unless its policy keeps it', () => {
    const change = {type: '', details: []}
    const losses = lossesOfChanges(
      [
        {...change, logicalId: 'FileSystem', action: 'Modify', replacement: 'True'},
        {...change, logicalId: 'Logs', action: 'Remove'},
        {...change, logicalId: 'Task', action: 'Modify', replacement: 'True'},
      ],
      scope,
    )

    assert.deepEqual(
      losses.map(({logicalId, grave, reason}) => ({logicalId, grave, reason})),
      [{logicalId: 'FileSystem', grave: true, reason: 'is replaced by an empty one: all imported events'}],
    )
  })

  it('of a deletion is only what exists', () => {
    assert.deepEqual(lossesOfDeletion(scope, []), [])
    assert.deepEqual(
      lossesOfDeletion(scope, [
        {logicalId: 'FileSystem', physicalId: 'fs-1'},
        {logicalId: 'Logs', physicalId: 'l'},
      ]).map(({physicalId}) => physicalId),
      ['fs-1'],
    )
  })
})
