import {ServiceError} from '../../../server/service.js'
import type {Template} from './template.js'

/**
 * Resources that can hand out permissions, and the property by which they get a name of their own:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html, Capabilities.
 */
const IAM_TYPES: Readonly<Record<string, string | undefined>> = {
  'AWS::IAM::AccessKey': undefined,
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': undefined,
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserToGroupAddition': undefined,
}

export interface RequiredCapabilities {
  readonly capabilities: readonly string[]
  readonly reason?: string
}

export function requiredCapabilities({resources}: Template): RequiredCapabilities {
  const iam = Object.values(resources).filter(({type}) => type in IAM_TYPES)
  if (iam.length === 0) return {capabilities: []}
  const named = iam.some(({type, properties}) => IAM_TYPES[type] && properties[IAM_TYPES[type]] !== undefined)
  const types = [...new Set(iam.map(({type}) => type))]
  return {
    capabilities: [named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'],
    reason: `The following resource(s) require capabilities: [${types.join(', ')}]`,
  }
}

/** `CAPABILITY_NAMED_IAM` covers `CAPABILITY_IAM`; a transform without a change set wants `CAPABILITY_AUTO_EXPAND`. */
export function requireCapabilities(template: Template, given: readonly string[], {direct}: {direct: boolean}): void {
  const {capabilities} = requiredCapabilities(template)
  const required = direct && template.transforms.length > 0 ? [...capabilities, 'CAPABILITY_AUTO_EXPAND'] : capabilities
  const missing = required.filter(
    (name) => !given.includes(name) && !(name === 'CAPABILITY_IAM' && given.includes('CAPABILITY_NAMED_IAM')),
  )
  if (missing.length > 0) {
    throw new ServiceError('InsufficientCapabilitiesException', `Requires capabilities : [${missing.join(', ')}]`)
  }
}
