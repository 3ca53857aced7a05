import {invalid} from '../invalid.js'
import {isScalar} from './expression.js'
import type {ParameterDeclaration} from './template.js'

const MEMBERS = new Set([
  'Type',
  'Default',
  'NoEcho',
  'Description',
  'AllowedValues',
  'AllowedPattern',
  'ConstraintDescription',
  'MinLength',
  'MaxLength',
  'MinValue',
  'MaxValue',
])

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
export function readParameter(id: string, value: Readonly<Record<string, unknown>>): ParameterDeclaration {
  const unknown = Object.keys(value).find((key) => !MEMBERS.has(key))
  if (unknown) throw invalid(`Invalid template parameter property '${unknown}'`)
  const type = value['Type']
  if (typeof type !== 'string')
    throw invalid('Template format error: Every Parameters object must contain a Type member.')
  checkType(id, type)
  const allowedValues = value['AllowedValues']
  if (allowedValues !== undefined && !Array.isArray(allowedValues)) {
    throw invalid('Template format error: Every AllowedValues member must be a list.')
  }

  const preset = value['Default']
  if (preset !== undefined && !isScalar(preset))
    throw invalid('Template format error: Every Default member must be a string.')

  return {
    type,
    noEcho: String(value['NoEcho']) === 'true',
    ...(preset !== undefined && {default: String(preset)}),
    ...(allowedValues && {allowedValues: allowedValues.map(String)}),
    ...texts(value, {
      description: 'Description',
      allowedPattern: 'AllowedPattern',
      constraintDescription: 'ConstraintDescription',
    }),
    ...numbers(value, {minLength: 'MinLength', maxLength: 'MaxLength', minValue: 'MinValue', maxValue: 'MaxValue'}),
  }
}

const AWS_SPECIFIC =
  /^(AWS::EC2::(AvailabilityZone::Name|Image::Id|Instance::Id|KeyPair::KeyName|SecurityGroup::(GroupName|Id)|Subnet::Id|Volume::Id|VPC::Id)|AWS::Route53::HostedZone::Id)$/

function checkType(id: string, type: string): void {
  const element = /^List<(.+)>$/.exec(type)?.[1]
  if (['String', 'Number', 'CommaDelimitedList', 'List<Number>', 'List<String>'].includes(type)) return
  if (AWS_SPECIFIC.test(element ?? type)) return
  if (type.startsWith('AWS::SSM::Parameter::')) {
    throw invalid(`The local AWS does not resolve parameters of the type ${type} (parameter ${id})`)
  }
  throw invalid(`Template format error: Unrecognized parameter type: ${type}`)
}

function texts<K extends string>(
  value: Readonly<Record<string, unknown>>,
  names: Record<K, string>,
): Partial<Record<K, string>> {
  return pick(names, (name) =>
    value[name] === undefined ? undefined : String(value[name] as string | number | boolean),
  )
}

function numbers<K extends string>(
  value: Readonly<Record<string, unknown>>,
  names: Record<K, string>,
): Partial<Record<K, number>> {
  return pick(names, (name) => {
    if (value[name] === undefined) return undefined
    const number = Number(value[name])
    if (Number.isNaN(number)) throw invalid(`Template format error: Every ${name} member must be a number.`)
    return number
  })
}

function pick<K extends string, V>(
  names: Record<K, string>,
  read: (name: string) => V | undefined,
): Partial<Record<K, V>> {
  const entries = Object.entries<string>(names).map(([key, name]) => [key, read(name)] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Partial<Record<K, V>>
}
