import {type Cause, plainReason, StackError} from '@aws-stack/core'

import type {Place} from './places.js'

/** One thing that is wrong, as an annotation says it. */
export interface Finding {
  readonly severity: 'error' | 'warning'
  readonly title: string
  readonly message: string
  readonly place?: Place | undefined
}

/** What is wrong by an error, the first cause first. Each of several problems that it holds stands for itself, at its own line. */
export function findingsOf(error: Error): Finding[] {
  if (!StackError.is(error)) return [{severity: 'error', title: 'UNEXPECTED', message: error.message}]
  const {code, details} = error
  const cause = details['cause'] as Cause | undefined
  if (cause) return causeFindings(cause, error)
  const found = problemsIn(details).map(({severity, message, place}): Finding => ({
    severity: severity ?? 'error',
    title: code,
    message,
    place,
  }))
  if (found.some(({severity}) => severity === 'error')) return found
  return [{severity: severityOf(code), title: code, message: withNext(error), place: placeIn(details)}, ...found]
}

function causeFindings(cause: Cause, {code, suggestions}: StackError): Finding[] {
  const {stack, logicalId, reason, meaning, template, also} = cause
  const next = suggestions[0] ? [`Run: ${suggestions[0]}`] : []
  const first: Finding = {
    severity: 'error',
    title: `${code}: ${logicalId} of ${stack}`,
    message: [plainReason(reason), ...(meaning ? [meaning] : []), ...next].join('\n'),
    place: template,
  }
  const others = also.map((other): Finding => ({
    severity: 'error',
    title: `${code}: ${other.logicalId} of ${other.stack}`,
    message: plainReason(other.reason),
  }))
  return [first, ...others]
}

/** Somebody's own decision is no error. */
function severityOf(code: string): Finding['severity'] {
  return code === 'CANCELLED' || code === 'DECLINED' ? 'warning' : 'error'
}

function withNext({message, suggestions}: StackError): string {
  return suggestions[0] ? `${message}\nRun: ${suggestions[0]}` : message
}

interface Problem {
  readonly severity?: Finding['severity']
  readonly message: string
  readonly place?: Place | undefined
}

/** What the details of our errors hold; see `docs/errors.md`. */
interface Details {
  /** Of settings, with the place in words; of configurations, with one in data; of inputs. */
  readonly problems?: readonly {
    readonly severity?: Finding['severity']
    readonly message?: string
    readonly reason?: string
    readonly place?: string | Place
    readonly input?: string
    readonly path?: string
    readonly file?: string
  }[]
  /** Configurations that do not compile. */
  readonly failed?: readonly {readonly file: string; readonly message: string}[]
  /** Of a program of Jsonnet. */
  readonly diagnostics?: readonly (Place & {readonly message: string})[]
}

function problemsIn({problems = [], failed = [], diagnostics = []}: Details): Problem[] {
  const told = problems.map(({severity, message, reason, place, path, input, file}): Problem => {
    const subject = input === undefined ? path : `input ${input}`
    const text = message ?? reason ?? ''
    return {
      ...(severity && {severity}),
      message: [...(subject ? [`${subject}: ${text}`] : [text]), ...(isWords(place) ? [`(${place})`] : [])].join(' '),
      place: typeof place === 'string' ? placeInWords(place) : (place ?? (file ? {file} : undefined)),
    }
  })
  return [
    ...told,
    ...failed.map(({file, message}) => ({message, place: {file, line: lineIn(message)}})),
    ...diagnostics.map(({file, line, message}) => ({message, place: {file, line}})),
  ]
}

function isWords(place: string | Place | undefined): place is string {
  return typeof place === 'string' && !placeInWords(place)
}

/** `aws-stack.yaml:7` is a place, `VAST_CIDR in .env` and `--cidr` are none. */
function placeInWords(words: string): Place | undefined {
  const [, file, line] = /^(\S.*):(\d+)$/.exec(words) ?? []
  return file === undefined ? undefined : {file, line: Number(line)}
}

/** `main.jsonnet:3:5: …`, `no JSON at line 3, column 5: …` */
function lineIn(message: string): number | undefined {
  const [, after, named] = /\.\w+:\(?(\d+):\d+|\bline (\d+)/.exec(message) ?? []
  const line = after ?? named
  return line === undefined ? undefined : Number(line)
}

/** Of a template that cannot be read, a resource without a known cause, a Dockerfile. */
function placeIn({template, dockerfile, line}: {template?: Place; dockerfile?: string; line?: number}) {
  if (template?.file) return template
  return dockerfile === undefined ? undefined : {file: dockerfile, line}
}
