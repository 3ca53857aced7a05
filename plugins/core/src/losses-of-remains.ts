import type {Context} from './context.js'
import type {DataLoss} from './events.js'
import {livingResources} from './living-resources.js'
import type {SurveyedStack} from './survey.js'
import {lossesOfDeletion} from './template/data-loss.js'
import {parseTemplate} from './template/parse-template.js'

/**
 * What would be lost with the rest of a stack that is deleted so that it can be made again. What a failed deletion left may hold data; what a
 * failed creation left was never in use.
 */
export async function lossesOfRemains({part, notes, name, deployed}: SurveyedStack, ctx: Context): Promise<DataLoss[]> {
  if (deployed?.stack.status !== 'DELETE_FAILED') return []
  const template = parseTemplate(deployed.text, `the deployed template of ${name}`)
  return lossesOfDeletion({part, template, notes}, await livingResources(deployed.stack.id, ctx))
}
