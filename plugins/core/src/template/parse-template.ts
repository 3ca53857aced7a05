import {isMap, isScalar, LineCounter, parseDocument, type Document} from 'yaml'

import {StackError} from '../errors.js'
import {toData} from './read-yaml.js'
import {attributeOwnersIn, conditionReferences, referencesIn} from './references.js'

/** What the engine needs to know of a template: names, references and lines. It evaluates nothing. */
export interface Template {
  /** As data, with short forms written out. */
  readonly conditions: Readonly<Record<string, unknown>>
  readonly mappings: Readonly<Record<string, unknown>>
  readonly parameters: ReadonlyMap<string, TemplateParameter>
  readonly resources: ReadonlyMap<string, TemplateResource>
  readonly outputs: ReadonlyMap<string, TemplateOutput>
}

export interface TemplateOutput {
  /** Names of parameters and resources that it mentions. */
  readonly references: ReadonlySet<string>
  /** Resources of which it reads an attribute. */
  readonly attributesOf: ReadonlySet<string>
  readonly definition: unknown
}

export interface TemplateParameter {
  /** `String`, `AWS::EC2::Subnet::Id` */
  readonly type: string
  readonly default?: string
  readonly noEcho: boolean
}

export interface TemplateResource {
  readonly type: string
  /** Name of the condition under which it exists. */
  readonly condition?: string
  readonly deletionPolicy: string
  readonly updateReplacePolicy: string
  /** Names of parameters and resources that its definition mentions. */
  readonly references: ReadonlySet<string>
  /** 1-based line of its logical id. */
  readonly line: number
  /** The definition with short forms written out, for comparing two versions. */
  readonly definition: unknown
}

/** Comments, white space and spelling aside: CloudFormation finds nothing to do between two such texts, and keeps the older one. */
export function isSameTemplate(text: string, other: string): boolean {
  return text === other || JSON.stringify(dataOf(text)) === JSON.stringify(dataOf(other))
}

function dataOf(text: string): unknown {
  return toData(parseDocument(text, {logLevel: 'silent'}).contents)
}

type Section = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** Reads JSON or YAML. Throws `TEMPLATE_INVALID` with file and line. */
export function parseTemplate(text: string, file: string): Template {
  const lines = new LineCounter()
  const document = parseDocument(text, {lineCounter: lines, logLevel: 'silent'})
  const [error] = document.errors
  if (error) {
    const {line} = lines.linePos(error.pos[0])
    const message = error.message.split('\n')[0]?.replace(/ at line .*/, '') ?? ''
    throw new StackError('TEMPLATE_INVALID', `${file}:${line} cannot be read: ${message}`, {
      cause: error,
      details: {template: {file, line}},
    })
  }

  const data = (toData(document.contents) ?? {}) as Readonly<Record<string, Section | undefined>>
  const conditions = conditionReferences(data['Conditions'] ?? {})
  return {
    conditions: data['Conditions'] ?? {},
    mappings: data['Mappings'] ?? {},
    parameters: mapOf(data['Parameters'], toParameter),
    resources: mapOf(data['Resources'], (resource, name) => ({
      type: String(resource['Type']),
      ...(typeof resource['Condition'] === 'string' && {condition: resource['Condition']}),
      deletionPolicy: String((resource['DeletionPolicy'] as string | undefined) ?? 'Delete'),
      updateReplacePolicy: String((resource['UpdateReplacePolicy'] as string | undefined) ?? 'Delete'),
      references: referencesIn(resource, conditions),
      line: lineOf(document, lines, name),
      definition: resource,
    })),
    outputs: mapOf(data['Outputs'], (definition) => ({
      references: referencesIn(definition, conditions),
      attributesOf: attributeOwnersIn(definition),
      definition,
    })),
  }
}

function mapOf<T>(section: Section | undefined, convert: (value: Section[string], name: string) => T): Map<string, T> {
  return new Map(Object.entries(section ?? {}).map(([name, value]) => [name, convert(value, name)]))
}

function toParameter(parameter: Section[string]): TemplateParameter {
  const fallback = parameter['Default'] as string | number | undefined
  return {
    type: String(parameter['Type']),
    noEcho: String(parameter['NoEcho']).toLowerCase() === 'true',
    ...(fallback !== undefined && {default: String(fallback)}),
  }
}

function lineOf(document: Document, lines: LineCounter, logicalId: string): number {
  const resources = document.get('Resources', true)
  const pair = isMap(resources) ? resources.items.find(({key}) => isScalar(key) && key.value === logicalId) : undefined
  const offset = isScalar(pair?.key) ? pair.key.range?.[0] : undefined
  return lines.linePos(offset ?? 0).line
}
