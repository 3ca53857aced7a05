import assert from 'node:assert/strict'

import {parseTemplate} from '../template/parse-template.js'
import {hideSecrets} from './hide-secrets.js'

const TEMPLATE = `Parameters:
  Password: {Type: String, NoEcho: true}
  Size: {Type: String}
Resources:
  Database:
    Type: AWS::RDS::DBInstance
    Properties: {DBInstanceClass: !Ref Size, MasterUserPassword: !Ref Password}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Image: !Ref Size
          Environment:
            - {Name: URL, Value: !Sub "https://me:\${Password}@host"}
            - {Name: API_TOKEN, Value: fixed}
            - {Name: MODE, Value: fast}
`

function hidden(logicalId: string, ...paths: string[]): string[] {
  const properties = paths.map((path) => ({path, before: 'old', after: 'new'}))
  const changes = [{logicalId, type: 'X', action: 'modify' as const, properties}]
  const [change] = hideSecrets(changes, [parseTemplate(TEMPLATE, 'test.yaml')])
  return (change?.properties ?? [])
    .filter(({before, after}) => before === '****' && after === '****')
    .map(({path}) => path)
}

describe('hideSecrets', () => {
  it('hides what a NoEcho parameter goes into, the old value too, and nothing beside it', () => {
    assert.deepEqual(hidden('Database', 'Properties.DBInstanceClass', 'Properties.MasterUserPassword'), [
      'Properties.MasterUserPassword',
    ])
  })

  it('looks into lists, and hides a list where CloudFormation does not say which entry', () => {
    const container = 'Properties.ContainerDefinitions.0'

    const found = hidden(
      'Task',
      `${container}.Image`,
      `${container}.Environment.0.Value`,
      `${container}.Environment.2.Value`,
      'Properties.ContainerDefinitions',
    )

    assert.deepEqual(found, [`${container}.Environment.0.Value`, 'Properties.ContainerDefinitions'])
  })

  it('hides what is named as a secret without being a parameter', () => {
    assert.deepEqual(hidden('Task', 'Properties.ContainerDefinitions.0.Environment.1.Value'), [
      'Properties.ContainerDefinitions.0.Environment.1.Value',
    ])
    assert.deepEqual(hidden('Gone', 'Properties.AuthToken', 'Properties.SecretArn'), ['Properties.AuthToken'])
  })

  it('hides a property that CloudFormation names without its path', () => {
    assert.deepEqual(hidden('Database', 'Properties', 'Tags'), ['Properties', 'Tags'])
  })
})
