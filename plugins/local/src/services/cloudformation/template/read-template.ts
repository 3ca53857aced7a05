import {invalid} from '../invalid.js'
import {isRecord} from './expression.js'
import {parseTemplate} from './parse-template.js'
import {readParameter} from './read-parameter.js'
import {type OutputDeclaration, RESOURCE_ATTRIBUTES, type ResourceDeclaration, type Template} from './template.js'

const LANGUAGE_EXTENSIONS = 'AWS::LanguageExtensions'

const SECTIONS = new Set([
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Resources',
  'Outputs',
])

/**
 * The structure of a template: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html.
 * What is wrong is said in CloudFormation's own words, as users paste them into issues.
 */
export function readTemplate(body: string): Template {
  const document = parseTemplate(body)
  if (!isRecord(document)) throw invalid('Template format error: unsupported structure.')
  const unknown = Object.keys(document).filter((key) => !SECTIONS.has(key))
  if (unknown.length > 0) throw invalid(`Invalid template property or properties [${unknown.join(', ')}]`)
  refuseNulls(document, '')
  refuseUnsupported(document)

  const version = document['AWSTemplateFormatVersion']
  if (version !== undefined && version !== '2010-09-09') {
    throw invalid(`Template format error: Unsupported template version: ${JSON.stringify(version)}.`)
  }
  const description = document['Description']
  if (description !== undefined && typeof description !== 'string') {
    throw invalid('Template format error: Description member must be a string.')
  }
  const transforms = [document['Transform'] ?? []].flat().map(String)

  return {
    body,
    ...(version !== undefined && {version}),
    ...(description !== undefined && {description}),
    ...('Metadata' in document && {metadata: document['Metadata']}),
    transforms,
    parameters: mapSection(document, 'Parameters', readParameter),
    mappings: mapSection(document, 'Mappings', readMapping),
    conditions: section(document, 'Conditions'),
    resources: resources(document),
    outputs: mapSection(document, 'Outputs', readOutput),
  }
}

function section(document: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> {
  const value = document[name] ?? {}
  if (!isRecord(value)) throw invalid(`Template format error: ${name} must be a map`)
  return value
}

function mapSection<T>(
  document: Readonly<Record<string, unknown>>,
  name: string,
  read: (id: string, value: Readonly<Record<string, unknown>>) => T,
): Record<string, T> {
  const kind = name.slice(0, -1)
  return Object.fromEntries(
    Object.entries(section(document, name)).map(([id, value]) => {
      if (!/^[A-Za-z0-9]+$/.test(id) && name !== 'Mappings') {
        throw invalid(`Template format error: ${kind} name ${id} is non alphanumeric.`)
      }
      if (!isRecord(value)) throw invalid(`Template format error: Any ${name} member must be an object.`)
      return [id, read(id, value)]
    }),
  )
}

function resources(document: Readonly<Record<string, unknown>>): Record<string, ResourceDeclaration> {
  const read = mapSection(document, 'Resources', readResource)
  if (Object.keys(read).length === 0) {
    throw invalid('Template format error: At least one Resources member must be defined.')
  }
  return read
}

const RESOURCE_MEMBERS = new Set<string>(['Type', 'Properties', 'Condition', 'DependsOn', ...RESOURCE_ATTRIBUTES])

function readResource(logicalId: string, value: Readonly<Record<string, unknown>>): ResourceDeclaration {
  const unknown = Object.keys(value).find((key) => !RESOURCE_MEMBERS.has(key))
  if (unknown) throw invalid(`Invalid template resource property '${unknown}'`)
  const {Type: type, Properties: properties = {}, Condition: condition, DependsOn: dependsOn = []} = value
  if (typeof type !== 'string') {
    throw invalid(`Template format error: [/Resources/${logicalId}] Every Resources object must contain a Type member.`)
  }
  if (!isRecord(properties)) {
    throw invalid(`Template format error: [/Resources/${logicalId}/Properties] Properties must be an object.`)
  }
  if (condition !== undefined && typeof condition !== 'string') {
    throw invalid(`Template format error: [/Resources/${logicalId}] Every Condition member must be a string.`)
  }
  const names: unknown[] = [dependsOn].flat()
  if (!names.every((name) => typeof name === 'string')) {
    throw invalid(`Template format error: [/Resources/${logicalId}] Every DependsOn value must be a string.`)
  }

  return {
    logicalId,
    type,
    properties,
    ...(condition !== undefined && {condition}),
    dependsOn: names,
    attributes: Object.fromEntries(
      RESOURCE_ATTRIBUTES.filter((name) => name in value).map((name) => [name, value[name]]),
    ),
  }
}

function readMapping(
  id: string,
  value: Readonly<Record<string, unknown>>,
): Record<string, Readonly<Record<string, unknown>>> {
  return Object.fromEntries(
    Object.entries(value).map(([key, attributes]) => {
      if (!isRecord(attributes)) throw invalid(`Template format error: Every Mappings member ${id} must be a map`)
      if (Object.values(attributes).some(isRecord)) {
        throw invalid('Template format error: Every Mappings attribute must be a String or a List.')
      }
      return [key, attributes]
    }),
  )
}

function readOutput(id: string, value: Readonly<Record<string, unknown>>): OutputDeclaration {
  if (!('Value' in value)) throw invalid('Template format error: Every Outputs member must contain a Value object')
  const {Description: description, Condition: condition, Export: exported} = value
  if (exported !== undefined && (!isRecord(exported) || !('Name' in exported))) {
    throw invalid(`Template format error: Output ${id} is malformed. The Export object must contain a Name.`)
  }
  return {
    value: value['Value'],
    ...(typeof description === 'string' && {description}),
    ...(typeof condition === 'string' && {condition}),
    ...(isRecord(exported) && {exportName: exported['Name']}),
  }
}

function refuseNulls(value: unknown, path: string): void {
  if (value === null) throw invalid(`[${path}] 'null' values are not allowed in templates`)
  if (typeof value !== 'object') return
  for (const [key, child] of Object.entries(value)) refuseNulls(child, `${path}/${key}`)
}

/** What CloudFormation knows and the local AWS does not is refused by name, never silently taken for nothing. */
function refuseUnsupported(document: Readonly<Record<string, unknown>>): void {
  const transforms: unknown[] = [document['Transform'] ?? []].flat()
  const foreign = transforms.find((name) => name !== LANGUAGE_EXTENSIONS)
  if (foreign !== undefined) {
    throw invalid(
      `The local AWS does not run the transform ${typeof foreign === 'string' ? foreign : JSON.stringify(foreign)}`,
    )
  }
  if ('Rules' in document) throw invalid('The local AWS does not evaluate the Rules section of a template')
  refuseInside(document)
}

function refuseInside(value: unknown): void {
  if (typeof value === 'string') {
    const reference = /\{\{resolve:[^}]*\}\}/.exec(value)
    if (reference) throw invalid(`The local AWS does not resolve dynamic references: ${reference[0]}`)
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value)) {
    if (key === 'Fn::Transform') throw invalid('The local AWS does not run Fn::Transform')
    if (key.startsWith('Fn::ForEach')) throw invalid('The local AWS does not run Fn::ForEach')
    refuseInside(child)
  }
}
