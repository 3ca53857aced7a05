import type {SubstationSettings} from '../settings.js'
import type {Description} from './description.js'
import {leaveOut} from './leave-out.js'
import type {Pipeline} from './pipeline.js'
import {toPipeline} from './to-pipeline.js'

/** The description as the settings leave it. */
export function descriptionOf({pipeline, leaveOut: boxes}: SubstationSettings): Description {
  return leaveOut(pipeline, boxes)
}

/** What it makes. */
export function pipelineOf(config: SubstationSettings): Pipeline {
  return toPipeline(descriptionOf(config))
}
