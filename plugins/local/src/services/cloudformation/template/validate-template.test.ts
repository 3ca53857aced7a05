import assert from 'node:assert/strict'

import {type AwsSpec, loadAwsSpec} from '../spec/aws-spec.js'
import {readTemplate} from './read-template.js'
import {validateTemplate} from './validate-template.js'

describe('a template', () => {
  let spec: AwsSpec

  before(async () => {
    spec = await loadAwsSpec()
  })

  const problem = (text: string): string | undefined => {
    try {
      validateTemplate(readTemplate(text), spec)
      return undefined
    } catch (error) {
      return (error as Error).message
    }
  }
  const log = 'Log: {Type: "AWS::Logs::LogGroup"}'

  it('is sound when all it names is there', () => {
    const text = `
AWSTemplateFormatVersion: "2010-09-09"
Description: All of it
Metadata: {Any: thing}
Parameters: {Name: {Type: String, Default: x}}
Mappings: {Sizes: {dev: {cpu: 1}}}
Conditions: {IsDev: !Equals [!Ref Name, dev]}
Resources:
  Log:
    Type: AWS::Logs::LogGroup
    Condition: IsDev
    DependsOn: Vpc
    DeletionPolicy: Retain
    UpdateReplacePolicy: Delete
    Metadata: {Any: thing}
    Properties: {LogGroupName: !Sub "\${Name}-\${Vpc}-\${Vpc.CidrBlock}-\${AWS::Region}"}
  Vpc: {Type: "AWS::EC2::VPC", Properties: {CidrBlock: 10.0.0.0/16}}
Outputs:
  Arn: {Condition: IsDev, Description: d, Value: !GetAtt Log.Arn, Export: {Name: !Sub "\${Name}-arn"}}
`

    assert.equal(problem(text), undefined)
  })

  it('is refused in the words of CloudFormation', () => {
    const cases: [string, string][] = [
      ['just text', 'Template format error: unsupported structure.'],
      ['Description: x', 'Template format error: At least one Resources member must be defined.'],
      ['Resources: {}', 'Template format error: At least one Resources member must be defined.'],
      [`Resources: {${log}}\nNope: 1`, 'Invalid template property or properties [Nope]'],
      [
        'Resources: {a-b: {Type: "AWS::Logs::LogGroup"}}',
        'Template format error: Resource name a-b is non alphanumeric.',
      ],
      ['Resources: {Log: text}', 'Template format error: Any Resources member must be an object.'],
      [
        'Resources: {Log: {}}',
        'Template format error: [/Resources/Log] Every Resources object must contain a Type member.',
      ],
      ['Resources: {Log: {Type: "AWS::Logs::LogGroup", Nope: 1}}', "Invalid template resource property 'Nope'"],
      [
        'Resources: {Log: {Type: "AWS::Logs::LogGroup", Properties: {A: }}}',
        "[/Resources/Log/Properties/A] 'null' values are not allowed in templates",
      ],
      [
        'Resources: {A: {Type: "AWS::Nope::Thing"}, B: {Type: "AWS::Logs::LogGroups"}}',
        'Template format error: Unrecognized resource types: [AWS::Nope::Thing, AWS::Logs::LogGroups]',
      ],
      [
        `Resources: {${log}}\nOutputs: {A: {Description: x}}`,
        'Template format error: Every Outputs member must contain a Value object',
      ],
      [`Resources: {${log}}\nMappings: {A: text}`, 'Template format error: Any Mappings member must be an object.'],
      [
        `Resources: {${log}}\nMappings: {A: {b: {c: {d: e}}}}`,
        'Template format error: Every Mappings attribute must be a String or a List.',
      ],
      [
        `Resources: {${log}}\nParameters: {A: {Default: x}}`,
        'Template format error: Every Parameters object must contain a Type member.',
      ],
      [
        `Resources: {${log}}\nParameters: {A: {Type: Text}}`,
        'Template format error: Unrecognized parameter type: Text',
      ],
      [
        'Resources: {A: {Type: "AWS::EC2::Subnet", Properties: {VpcId: !Ref B, CidrBlock: !Sub "${C}"}}}',
        'Template format error: Unresolved resource dependencies [B, C] in the Resources block of the template',
      ],
      [
        'Resources: {A: {Type: "AWS::EC2::VPC", DependsOn: [B]}}',
        'Template format error: Unresolved resource dependencies [B] in the Resources block of the template',
      ],
      [
        `Resources: {${log}}\nOutputs: {A: {Value: !Ref B}}`,
        'Unresolved resource dependencies [B] in the Outputs block of the template',
      ],
      [
        `Resources: {${log}}\nOutputs: {A: {Value: !GetAtt B.Arn}}`,
        'Template error: instance of Fn::GetAtt references undefined resource B',
      ],
      [
        `Resources: {${log}}\nOutputs: {A: {Value: !GetAtt Log.Name}}`,
        'Template error: resource Log does not support attribute type Name in Fn::GetAtt',
      ],
      [
        'Resources: {A: {Type: "AWS::EC2::VPC", Condition: Nope}}',
        'Template format error: Unresolved condition dependency Nope in the Resources block of the template',
      ],
      [
        'Resources: {A: {Type: "AWS::EC2::VPC", Properties: {CidrBlock: !If [Nope, a, b]}}}',
        'Template error: unresolved condition dependency Nope in Fn::If',
      ],
      [
        'Resources: {A: {Type: "AWS::EC2::VPC", Properties: {CidrBlock: !FindInMap [Nope, a, b]}}}',
        "Template error: Mapping named 'Nope' is not present in the 'Mappings' section of template.",
      ],
      [
        'Resources: {A: {Type: "AWS::EC2::VPC", DependsOn: B}, B: {Type: "AWS::EC2::VPC", Properties: {CidrBlock: !Ref A}}}',
        'Circular dependency between resources: [A, B]',
      ],
    ]

    for (const [text, message] of cases) assert.equal(problem(text), message, text)
  })

  it('is refused by name where it uses what the local AWS does not have', () => {
    const cases: [string, RegExp][] = [
      [
        `Transform: AWS::Serverless-2016-10-31\nResources: {${log}}`,
        /does not run the transform AWS::Serverless-2016-10-31/,
      ],
      [`Rules: {A: {}}\nResources: {${log}}`, /does not evaluate the Rules section/],
      ['Resources: {A: {Type: "Custom::Thing"}}', /does not run custom resources: \[Custom::Thing\]/],
      [
        'Resources: {A: {Type: "AWS::EC2::VPC", Properties: {CidrBlock: "{{resolve:ssm:cidr}}"}}}',
        /does not resolve dynamic references: {{resolve:ssm:cidr}}/,
      ],
      [
        'Resources: {A: {Type: "AWS::EC2::Volume", DeletionPolicy: Snapshot}}',
        /takes no snapshots: DeletionPolicy of A/,
      ],
      [
        `Parameters: {A: {Type: "AWS::SSM::Parameter::Value<String>"}}\nResources: {${log}}`,
        /does not resolve parameters of the type AWS::SSM::Parameter::Value<String>/,
      ],
    ]

    for (const [text, message] of cases) assert.match(problem(text) ?? 'no problem', message)
  })
})
