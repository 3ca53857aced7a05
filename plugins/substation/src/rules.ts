import {nearNames, type Problem, type Rule} from '@aws-stack/core'

import {eraOf, firstRelease, handlerOf} from './era.js'
import {lowerThreshold} from './parts/autoscaling.js'
import {boxNames} from './pipeline/leave-out.js'
import {descriptionOf, pipelineOf} from './pipeline/pipeline-of.js'
import {problemsOf} from './pipeline/problems.js'
import {ENVIRONMENTS, type SubstationSettings} from './settings.js'
import {versionProblem} from './version.js'

type SettingsRule = Rule<SubstationSettings, undefined>

const versionIsKnown: SettingsRule = ({config: {version}}) => {
  const wrong = versionProblem(version)
  return wrong === undefined ? [] : [problem('version', wrong)]
}

const pipelineHolds: SettingsRule = ({config}) =>
  problemsOf(descriptionOf(config)).map((message) => problem('pipeline', message))

const whatIsLeftOutIsThere: SettingsRule = ({config: {pipeline, leaveOut}}) => {
  const known = boxNames(pipeline)
  return leaveOut
    .filter((name) => !known.includes(name))
    .map((name) => {
      const [near = known.join(', ')] = nearNames(name, known)
      return problem('leaveOut', `the pipeline has no box "${name}"; it has ${near}`)
    })
}

/** Every function has a handler in the release. */
const versionHasTheHandlers: SettingsRule = ({config}) => {
  const {version} = config
  if (versionProblem(version) !== undefined) return []
  return Object.entries(pipelineOf(config).functions).flatMap(([name, {invoker}]) => {
    if (handlerOf(version, invoker) !== undefined) return []
    const what = invoker === 'called' ? 'is called by another function' : `is of the kind ${invoker}`
    return [
      problem(
        'version',
        `${name} ${what}, which Substation can since ${firstRelease(invoker)}, and this is ${version}`,
      ),
    ]
  })
}

const environmentsAreThere: SettingsRule = ({config: {environment, application}}) => {
  if (environment.length === 0) return [problem('environment', 'names none; functions run the first')]
  return environment
    .filter((name) => application === undefined && !(ENVIRONMENTS as readonly string[]).includes(name))
    .map((name) => problem('environment', `there is no environment "${name}"; there is ${ENVIRONMENTS.join(', ')}`))
}

const thresholdsFit: SettingsRule = ({config: {version, upscale, downscale}}) => {
  const era = eraOf(version)
  const upper = upscale ?? era.upscale.threshold
  if (era.autoscaling !== 'autoscale') {
    const lower = downscale ?? era.downscale.threshold
    return lower < upper ? [] : [problem('downscale', `${lower} is not below the threshold of upscaling, ${upper}`)]
  }
  // v2 has one setting, and what it may be.
  if (upper < 0.4 || upper > 0.9)
    return [problem('upscale', `${upper} is not between 0.4 and 0.9, as ${version} takes it`)]
  const lower = lowerThreshold(upper)
  return downscale === undefined || downscale === lower
    ? []
    : [problem('downscale', `${downscale} is not what ${version} makes of the threshold ${upper} by itself: ${lower}`)]
}

/** "Lambda quotas", "General purpose bucket naming rules" and "Amazon SQS message quotas" of their developer guides. */
const namesFit: SettingsRule = ({name, region, config}) => {
  const {functions, buckets, queues, gateways} = pipelineOf(config)
  const fits = (what: string, limit: number, around: number) => (member: string) => {
    const length = name.length + 1 + member.length + around
    const advice = `choose a name or a stage that is ${length - limit} shorter`
    return length <= limit
      ? []
      : [
          problem(
            'pipeline',
            `the name of the ${what} ${member} would have ${length} characters, and ${limit} is the most: ${advice}`,
          ),
        ]
  }
  return [
    ...[...Object.keys(functions), ...Object.keys(gateways)].flatMap(fits('function', 64, 0)),
    ...Object.keys(buckets).flatMap(fits('bucket', 63, region.length + ACCOUNT_DIGITS + 2)),
    ...Object.keys(queues).flatMap(fits('queue', 80, '-failed'.length)),
  ]
}

const ACCOUNT_DIGITS = 12

/** Checked before any call is made. */
export const rules: readonly SettingsRule[] = [
  versionIsKnown,
  whatIsLeftOutIsThere,
  pipelineHolds,
  versionHasTheHandlers,
  environmentsAreThere,
  thresholdsFit,
  namesFit,
]

function problem(key: keyof SubstationSettings, message: string): Problem {
  return {key, message}
}
