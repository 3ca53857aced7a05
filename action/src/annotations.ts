import {type AnnotationProperties, error, warning} from '@actions/core'

import {findingsOf, type Finding} from './findings.js'
import type {Log} from './log.js'
import type {Places} from './places.js'
import type {Run} from './run.js'

/** GitHub shows so many of each kind for a step, and takes no notice of more. */
const MOST = 10

export interface Annotation {
  readonly severity: Finding['severity']
  readonly message: string
  readonly properties: AnnotationProperties
}

/** Each failure and each warning once, at the line where it can be mended; the first causes, where there are too many. */
export function annotationsOf({commands, error: ownError}: Run, places: Places): Annotation[] {
  const errors = new Set([...commands.map(({error}) => error), ownError].filter((one) => one !== undefined))
  const findings: Finding[] = [
    ...[...errors].flatMap(findingsOf),
    ...commands.flatMap(({warnings}) =>
      warnings.map(({code, message}): Finding => ({severity: 'warning', title: code, message})),
    ),
  ]
  return (['error', 'warning'] as const).flatMap((severity) => {
    const all = unique(findings.filter((finding) => finding.severity === severity))
    if (all.length <= MOST) return all.map((finding) => toAnnotation(finding, places))
    const more = all.length - MOST + 1
    return [
      ...all.slice(0, MOST - 1).map((finding) => toAnnotation(finding, places)),
      {severity, message: `and ${more} more: see the summary of the job`, properties: {title: 'aws-stack'}},
    ]
  })
}

export function annotate(annotations: readonly Annotation[], log: Log): void {
  for (const {severity, message, properties} of annotations)
    log.command(() => (severity === 'error' ? error : warning)(message, properties))
}

/** A file of the action or a plugin has no line on GitHub: the text names its place. */
function toAnnotation({severity, title, message, place}: Finding, places: Places): Annotation {
  const file = place && places.inWorkspace(place.file)
  const said = place && file === undefined ? `${message}\nAt: ${places.shown(place)}` : message
  return {
    severity,
    message: said.length > LONGEST ? `${said.slice(0, LONGEST)}…` : said,
    properties: {
      title,
      ...(file !== undefined && {file}),
      ...(file !== undefined && place?.line !== undefined && {startLine: place.line}),
    },
  }
}

/** GitHub cuts a longer one itself, at 64 KB ("Create a check run" of the REST reference); nobody reads that much beside a line. */
const LONGEST = 4000

function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()]
}
