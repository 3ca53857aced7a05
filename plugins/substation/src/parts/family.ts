import type {DataNote, ParameterValue, Scope, StackFamily} from '@aws-stack/core'
import {templatePath} from '@aws-stack/templates'

import {pipelineOf} from '../pipeline/pipeline-of.js'
import type {Pipeline} from '../pipeline/pipeline.js'
import type {SubstationSettings} from '../settings.js'

export type Parameters = Record<string, ParameterValue>

export type Asked = Scope<SubstationSettings, undefined>

export interface FamilyInput<Box> {
  readonly family: string
  /** In `templates/substation`; the family's name without it. */
  readonly template?: string
  readonly boxes: (pipeline: Pipeline) => Readonly<Record<string, Box>>
  readonly parameters: (scope: Asked, member: string, box: Box, pipeline: Pipeline) => Parameters
  readonly data?: Readonly<Record<string, string | DataNote>>
}

/** The stacks of one kind of box. */
export function familyOf<Box>({
  family,
  template = family,
  boxes,
  parameters,
  data,
}: FamilyInput<Box>): StackFamily<SubstationSettings, undefined> {
  return {
    family,
    template: templatePath(`substation/${template}.yaml`),
    members: (config) => Object.keys(boxes(pipelineOf(config))),
    parameters: (scope, member) => {
      const pipeline = pipelineOf(scope.config)
      const box = boxes(pipeline)[member]
      if (box === undefined) throw new Error(`the pipeline has no ${family} ${member}`)
      return {Name: scope.name, ...parameters(scope, member, box, pipeline)}
    },
    ...(data && {data}),
  }
}
