import {invalid} from '../invalid.js'
import {text} from '../protocol/read-input.js'
import type {Result} from '../protocol/write-xml.js'
import {loadAwsSpec} from '../spec/aws-spec.js'
import {requireStack} from '../stack/find-stack.js'
import {requiredCapabilities} from '../template/capabilities.js'
import type {Template} from '../template/template.js'
import {validateTemplate} from '../template/validate-template.js'
import {findChangeSet} from './find-change-set.js'
import type {Call, Operation} from './operation.js'
import {requestedTemplate} from './read-deployment.js'

export const getTemplate: Operation = (call) => {
  const {world, region, input} = call
  const name = text(input, 'StackName')
  const template = input['ChangeSetName']
    ? findChangeSet(call).deployment.template
    : name && requireStack(world, region, name).deployment?.template
  if (!name && !template) throw invalid('StackName is required if ChangeSetName is not specified.')
  if (!template) throw invalid(`Stack with id ${name} does not exist`)
  return {TemplateBody: template.body, StagesAvailable: ['Original', 'Processed']}
}

export const validateTemplateOperation: Operation = async (call) => {
  const template = await soundTemplate(call)
  return {
    Parameters: Object.entries(template.parameters).map(([key, parameter]) => ({
      ParameterKey: key,
      DefaultValue: parameter.default,
      NoEcho: parameter.noEcho,
      Description: parameter.description,
    })),
    ...summary(template),
  }
}

export const getTemplateSummary: Operation = async (call) => {
  const template = await soundTemplate(call)
  const resources = Object.values(template.resources)
  return {
    Parameters: Object.entries(template.parameters).map(([key, parameter]) => ({
      ParameterKey: key,
      DefaultValue: parameter.default,
      ParameterType: parameter.type,
      NoEcho: parameter.noEcho,
      Description: parameter.description,
      ParameterConstraints: parameter.allowedValues ? {AllowedValues: parameter.allowedValues} : {},
    })),
    ...summary(template),
    ResourceTypes: resources.map(({type}) => type),
    Version: template.version,
    Metadata: template.metadata === undefined ? undefined : JSON.stringify(template.metadata),
  }
}

async function soundTemplate({world, region, input}: Call): Promise<Template> {
  const name = text(input, 'StackName')
  if (name) {
    const {deployment} = requireStack(world, region, name)
    if (!deployment) throw invalid('GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.')
    return deployment.template
  }
  const template = requestedTemplate(input, undefined)
  validateTemplate(template, await loadAwsSpec())
  return template
}

function summary(template: Template): Result {
  const {capabilities, reason} = requiredCapabilities(template)
  return {
    Description: template.description,
    Capabilities: capabilities.length > 0 ? capabilities : undefined,
    CapabilitiesReason: reason,
    DeclaredTransforms: template.transforms,
  }
}
