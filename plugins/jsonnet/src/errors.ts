import {formatLocation, type Span} from './location.js'

/** One line of a stack trace: a place, and what was being evaluated there (`function <f>`, `object <anonymous>`, `thunk <x>`). */
export interface TraceLine {
  readonly file: string
  readonly span?: Span | undefined
  readonly name?: string | undefined
}

/** What is wrong with a source before it runs. */
export interface Diagnostic {
  readonly file: string
  readonly span: Span
  readonly message: string
}

/** Lines of a trace that are shown before and behind the dots. */
const SHOWN = 20

/** A program that does not compile, or that failed; `message` is the whole text that the C++ implementation prints. */
export class JsonnetError extends Error {
  override readonly name = 'JsonnetError'
  readonly kind: 'static' | 'runtime'
  /** The first line without `RUNTIME ERROR: ` or the location. */
  readonly reason: string
  /** Innermost first. */
  readonly trace: readonly TraceLine[]
  /** Every fault of a static error: one for each source that has one. */
  readonly diagnostics: readonly Diagnostic[]

  constructor(
    kind: 'static' | 'runtime',
    reason: string,
    trace: readonly TraceLine[],
    all: readonly Diagnostic[] = [],
  ) {
    super(kind === 'static' ? staticText(all) : runtimeText(reason, trace, SHOWN))
    this.kind = kind
    this.reason = reason
    this.trace = trace
    this.diagnostics = all
  }

  /** The text with at most `lines` lines of the trace; 0 shows all. */
  format(lines = SHOWN): string {
    return this.kind === 'static' ? this.message : runtimeText(this.reason, this.trace, lines)
  }
}

export function staticError(diagnostics: readonly Diagnostic[]): JsonnetError {
  const [first] = diagnostics
  const trace = diagnostics.map(({file, span}) => ({file, span}))
  return new JsonnetError('static', first?.message ?? '', trace, diagnostics)
}

function staticText(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map(({file, span, message}) => `STATIC ERROR: ${formatLocation(file, span)}: ${message}`)
    .join('\n')
}

function runtimeText(reason: string, trace: readonly TraceLine[], shown: number): string {
  const lines = trace.map(({file, span, name = ''}) => `\t${span ? formatLocation(file, span) : file}\t${name}`)
  if (shown > 0 && lines.length > shown) {
    const head = Math.floor(shown / 2)
    lines.splice(head, lines.length - shown, '\t...')
  }
  return [`RUNTIME ERROR: ${reason}`, ...lines].join('\n')
}

/** A fault in one source, found while it is read; the first one ends the reading of that source. */
export class SourceFault extends Error {
  readonly span: Span

  constructor(message: string, span: Span) {
    super(message)
    this.span = span
  }
}

/** A fault while a program runs, thrown where the place is not known; the machine adds the place and the trace. */
export class Fault extends Error {}
