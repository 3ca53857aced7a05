import {basename} from 'node:path'

import {StackError} from '../errors.js'
import type {ImageInputs} from './build-options.js'
import type {FailedStep} from './build-steps.js'
import {FREE_SPACE, isDiskFull} from './disk-full.js'
import {lineOfStep} from './step-line.js'

export interface BuildFailure {
  readonly inputs: ImageInputs
  readonly dockerfileText: string
  /** The engine's last word, its secrets hidden. */
  readonly message: string
  readonly step: FailedStep | undefined
}

const NOT_A_REASON =
  /^(?:failed to (?:calculate checksum of ref \S+|(?:solve|create|compute|load|read|process)[^:]*): )+/
/** Steps that fetch an image. The Dockerfile's own `FROM` has its place before it. */
const FETCHES = /(?:load metadata for|resolve image config for|FROM) (?:docker-image:\/\/)?(\S+)$/

/** Names what failed, where and why: the reason of the step that failed first, not the echo of it. */
export function buildFailed(failure: BuildFailure): StackError {
  const {inputs, step} = failure
  const diskFull = isDiskFull([failure.message, step?.error, ...(step?.log ?? [])].join('\n'))
  const base = step && FETCHES.exec(step.name)?.[1]
  if (base && !diskFull) return baseImageNotFound(base, step.error, inputs)

  const file = basename(inputs.dockerfile)
  const reason = reasonOf(step?.error ?? failure.message)
  const line = step ? lineOfStep(failure.dockerfileText, step.name) : syntaxLine(reason)
  const exitCode = /exit code: (\d+)/.exec(reason)?.[1]
  const where = step ? ` at ${step.name}` : ''
  const place = line === undefined ? '' : ` (${file}:${line})`
  const why = exitCode === undefined ? reason : `exit code ${exitCode}`
  return new StackError('BUILD_FAILED', `the build of ${inputs.dockerfile} failed${where}${place}: ${why}`, {
    ...(diskFull && {suggestions: FREE_SPACE}),
    details: {
      dockerfile: inputs.dockerfile,
      ...(step && {step: step.name, log: step.log}),
      ...(exitCode !== undefined && {exitCode: Number(exitCode)}),
      ...(line !== undefined && {line}),
    },
  })
}

export function baseImageNotFound(reference: string, message: string, {dockerfile, platform}: ImageInputs): StackError {
  return new StackError(
    'BASE_IMAGE_NOT_FOUND',
    `cannot get ${reference} for ${platform}, which ${dockerfile} needs: ${reasonOf(message)}`,
    {details: {reference, platform, dockerfile}},
  )
}

function reasonOf(message: string): string {
  return message
    .trim()
    .replace(NOT_A_REASON, '')
    .replace(/ not found: not found$/, ' not found')
}

function syntaxLine(reason: string): number | undefined {
  const line = /parse error (?:on )?line (\d+)/.exec(reason)?.[1]
  return line === undefined ? undefined : Number(line)
}
