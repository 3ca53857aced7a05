import {invalid} from '../invalid.js'
import type {AwsSpec} from '../spec/aws-spec.js'
import {findCycle, templateGraph} from './graph.js'
import {type Reference, references} from './references.js'
import type {ResourceDeclaration, Template} from './template.js'

export const PSEUDO_PARAMETERS: ReadonlySet<string> = new Set([
  'AWS::AccountId',
  'AWS::NoValue',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
])

/** Everything that is wrong with a template whatever its parameters are. Throws the first problem, as CloudFormation does. */
export function validateTemplate(template: Template, spec: AwsSpec): void {
  checkTypes(template, spec)
  checkPolicies(template)
  checkResourceReferences(template)
  checkOutputReferences(template)
  checkConditionNames(template)
  checkMappings(template)
  checkAttributes(template, spec)
  const cycle = findCycle(templateGraph(template))
  if (cycle) throw invalid(`Circular dependency between resources: [${cycle.join(', ')}]`)
}

/** Where expressions of a resource may stand. */
export function expressionsOf({properties, attributes}: ResourceDeclaration): unknown {
  return [properties, Object.values(attributes)]
}

function checkTypes({resources}: Template, spec: AwsSpec): void {
  const types = [...new Set(Object.values(resources).map(({type}) => type))]
  const custom = types.filter((type) => type.startsWith('Custom::'))
  if (custom.length > 0) throw invalid(`The local AWS does not run custom resources: [${custom.join(', ')}]`)
  const unknown = types.filter((type) => !spec.resource(type))
  if (unknown.length > 0) throw invalid(`Template format error: Unrecognized resource types: [${unknown.join(', ')}]`)
}

function checkPolicies({resources}: Template): void {
  for (const {logicalId, attributes} of Object.values(resources)) {
    for (const name of ['DeletionPolicy', 'UpdateReplacePolicy'] as const) {
      if (attributes[name] === 'Snapshot') throw invalid(`The local AWS takes no snapshots: ${name} of ${logicalId}`)
    }
  }
}

function checkResourceReferences(template: Template): void {
  const declared = Object.values(template.resources)
  const found = declared.flatMap((resource) => references(expressionsOf(resource)))
  const missing = [
    ...found.filter(({kind, name}) => kind === 'ref' && !isName(name, template)).map(({name}) => name),
    ...declared.flatMap(({dependsOn}) => dependsOn).filter((name) => !template.resources[name]),
  ]
  if (missing.length > 0) throw unresolved(missing, 'Resources')
}

/** Also asked once conditions are known: a resource that is not made cannot be referred to. */
export function unresolved(names: readonly string[], block: 'Resources' | 'Outputs'): Error {
  const list = [...new Set(names)].join(', ')
  const message = `Unresolved resource dependencies [${list}] in the ${block} block of the template`
  return invalid(block === 'Resources' ? `Template format error: ${message}` : message)
}

function checkOutputReferences(template: Template): void {
  const missing = outputReferences(template)
    .filter(({kind, name}) => kind === 'ref' && !isName(name, template))
    .map(({name}) => name)
  if (missing.length > 0) throw unresolved(missing, 'Outputs')
}

function isName(name: string, template: Template): boolean {
  return name in template.parameters || name in template.resources || PSEUDO_PARAMETERS.has(name)
}

function outputReferences({outputs}: Template): Reference[] {
  return Object.values(outputs).flatMap(({value, exportName}) => references([value, exportName]))
}

function checkConditionNames(template: Template): void {
  const block = (name: string, conditions: readonly (string | undefined)[]): void => {
    const missing = conditions.find((condition) => condition !== undefined && !(condition in template.conditions))
    if (missing)
      throw invalid(
        `Template format error: Unresolved condition dependency ${missing} in the ${name} block of the template`,
      )
  }
  block(
    'Resources',
    Object.values(template.resources).map(({condition}) => condition),
  )
  block(
    'Outputs',
    Object.values(template.outputs).map(({condition}) => condition),
  )

  const inIf = allReferences(template).find(({kind, name}) => kind === 'condition' && !(name in template.conditions))
  if (inIf) throw invalid(`Template error: unresolved condition dependency ${inIf.name} in Fn::If`)
}

function checkMappings(template: Template): void {
  const missing = allReferences(template).find(({kind, name}) => kind === 'mapping' && !(name in template.mappings))
  if (missing)
    throw invalid(
      `Template error: Mapping named '${missing.name}' is not present in the 'Mappings' section of template.`,
    )
}

function checkAttributes(template: Template, spec: AwsSpec): void {
  for (const reference of allReferences(template)) {
    if (reference.kind !== 'attribute') continue
    const resource = template.resources[reference.name]
    if (!resource) {
      throw invalid(`Template error: instance of Fn::GetAtt references undefined resource ${reference.name}`)
    }
    const {attribute} = reference
    if (attribute === undefined || spec.resource(resource.type)?.attributes[attribute]) continue
    throw invalid(
      `Template error: resource ${reference.name} does not support attribute type ${attribute} in Fn::GetAtt`,
    )
  }
}

function allReferences(template: Template): Reference[] {
  const inResources = Object.values(template.resources).flatMap((resource) => references(expressionsOf(resource)))
  return [...inResources, ...outputReferences(template), ...references(Object.values(template.conditions))]
}
