import {invalid} from '../invalid.js'
import {evaluateConditions} from '../language/evaluate-conditions.js'
import {loadZones, pseudoParameters} from '../language/stack-scope.js'
import {checkExistence} from '../parameters/check-existence.js'
import {type GivenParameter, resolveParameters} from '../parameters/resolve-parameters.js'
import {flag, type Input, structures, text, texts} from '../protocol/read-input.js'
import type {AwsSpec} from '../spec/aws-spec.js'
import type {Deployment, Stack, Tag} from '../stack/stack.js'
import {requireCapabilities} from '../template/capabilities.js'
import {isMade} from '../template/graph.js'
import {readTemplate} from '../template/read-template.js'
import {references} from '../template/references.js'
import type {Template} from '../template/template.js'
import {expressionsOf, unresolved, validateTemplate} from '../template/validate-template.js'
import type {Call} from './operation.js'

/** What a call wants a stack to be, checked as far as that can be done before anything happens. */
export async function readDeployment(
  {input, world}: Call,
  spec: AwsSpec,
  stack: Stack,
  {direct}: {direct: boolean},
): Promise<Deployment> {
  const previous = stack.deployment
  const template = requestedTemplate(input, previous?.template)
  validateTemplate(template, spec)
  refuseNewTypes(template, stack)

  const parameters = resolveParameters(template, givenParameters(input), previous?.parameters ?? [])
  const capabilities = texts(input, 'Capabilities') ?? []
  requireCapabilities(template, capabilities, {direct})
  await checkExistence(template, parameters, world.options.clients(stack.region))

  const notificationArns = texts(input, 'NotificationARNs') ?? previous?.notificationArns ?? []
  const conditions = evaluateConditions(template, {
    parameters: new Map(parameters.map(({key, resolved}) => [key, resolved])),
    pseudo: pseudoParameters(stack, notificationArns),
  })
  refuseUnmade(template, conditions)
  await loadZones(world, stack.region, template)

  const roleArn = text(input, 'RoleARN') ?? previous?.roleArn
  return {
    template,
    parameters,
    conditions,
    tags: givenTags(input) ?? previous?.tags ?? [],
    capabilities,
    notificationArns,
    ...(roleArn !== undefined && {roleArn}),
  }
}

export function requestedTemplate(input: Input, previous: Template | undefined): Template {
  if (flag(input, 'UsePreviousTemplate') && previous) return previous
  if (input['TemplateURL'] !== undefined)
    throw invalid('The local AWS does not fetch templates: send TemplateBody instead of TemplateURL')
  const body = text(input, 'TemplateBody')
  if (!body) throw invalid('Either Template URL or Template Body must be specified.')
  return readTemplate(body)
}

function givenParameters(input: Input): GivenParameter[] {
  return (structures(input, 'Parameters') ?? []).map((parameter) => {
    const value = text(parameter, 'ParameterValue')
    return {
      key: text(parameter, 'ParameterKey') ?? '',
      ...(value !== undefined && {value}),
      usePrevious: flag(parameter, 'UsePreviousValue') ?? false,
    }
  })
}

function givenTags(input: Input): Tag[] | undefined {
  const tags = structures(input, 'Tags')?.map((tag) => ({Key: text(tag, 'Key') ?? '', Value: text(tag, 'Value') ?? ''}))
  const reserved = tags?.find(({Key}) => Key.toLowerCase().startsWith('aws:'))
  if (reserved) throw invalid(`Tag keys starting with aws: are reserved for internal use: ${reserved.Key}`)
  return tags
}

function refuseNewTypes(template: Template, stack: Stack): void {
  const changed = Object.values(template.resources).filter(({logicalId, type}) => {
    const before = stack.deployment?.template.resources[logicalId]
    return before !== undefined && before.type !== type && stack.resources.has(logicalId)
  })
  if (changed.length === 0) return
  const ids = changed.map(({logicalId}) => logicalId).join(', ')
  throw invalid(
    `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${ids}]`,
  )
}

/** A resource whose condition does not hold cannot be referred to; `DependsOn` may name it. */
function refuseUnmade(template: Template, conditions: ReadonlyMap<string, boolean>): void {
  const unmade = (expression: unknown): string[] =>
    references(expression, conditions)
      .filter(({kind, name}) => {
        const resource = template.resources[name]
        return (kind === 'ref' || kind === 'attribute') && resource !== undefined && !isMade(resource, conditions)
      })
      .map(({name}) => name)

  const made = Object.values(template.resources).filter((resource) => isMade(resource, conditions))
  const inResources = unmade(made.map(expressionsOf))
  if (inResources.length > 0) throw unresolved(inResources, 'Resources')

  const outputs = Object.values(template.outputs).filter((output) => isMade(output, conditions))
  const inOutputs = unmade(outputs.map(({value, exportName}) => [value, exportName]))
  if (inOutputs.length > 0) throw unresolved(inOutputs, 'Outputs')
}
