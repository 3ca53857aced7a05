import type {ImageProgress} from '../events.js'
import type {Secrets} from '../secrets/secrets.js'
import type {BuildKitTrace, Vertex, VertexLog} from './buildkit-trace.js'
import {createStepLines, type StepLines} from './step-lines.js'

/** Lines of a failed step that the error repeats. */
const KEPT = 20
/** What BuildKit does around the Dockerfile's steps. */
const INTERNAL = /^(?:\[internal\]|copy \/context )/
/** Steps that end because another one failed. */
const CANCELLED = /context canceled|^canceled$/i

export interface FailedStep {
  readonly name: string
  readonly error: string
  readonly log: readonly string[]
}

/** Follows a build by its traces: tells each change once, and remembers the step that failed first. */
export interface BuildSteps {
  take(trace: BuildKitTrace): void
  readonly failed: FailedStep | undefined
}

interface Step {
  name: string
  state: 'new' | 'running' | 'ended'
  /** By stream: stdout and stderr each have a line under way. */
  readonly lines: Map<number, StepLines>
  readonly log: string[]
}

export function createBuildSteps(
  notify: (progress: ImageProgress) => void,
  secrets: Pick<Secrets, 'stream'>,
): BuildSteps {
  const steps = new Map<string, Step>()
  let failed: FailedStep | undefined

  return {
    take({vertexes, logs}) {
      // What a step printed comes before the news that it has ended.
      for (const vertex of vertexes) if (isUnderWay(vertex)) start(vertex)
      for (const log of logs) print(log)
      for (const vertex of vertexes) if (vertex.completed !== undefined) end(vertex)
    },
    get failed() {
      return failed
    },
  }

  function start({digest, name}: Vertex): void {
    const step = stepOf(digest, name)
    if (step.state !== 'running') tell({phase: 'build', step: name, state: 'started'})
    step.state = 'running'
  }

  function print({vertex, stream, bytes}: VertexLog): void {
    const step = stepOf(vertex)
    const lines = step.lines.get(stream) ?? createStepLines(secrets.stream())
    step.lines.set(stream, lines)
    tellLines(step, lines.write(bytes))
  }

  function end(vertex: Vertex): void {
    const {digest, name, cached, error, started, completed = 0} = vertex
    const step = stepOf(digest, name)
    for (const lines of step.lines.values()) tellLines(step, lines.end())
    // BuildKit looks a base image up before it fetches it, and ends the step each time.
    const isNews = step.state !== 'ended' || error !== ''
    step.state = 'ended'
    if (!isNews || CANCELLED.test(error)) return

    if (error) failed ??= {name, error, log: step.log}
    const ms = Math.max(completed - (started ?? completed), 0)
    tell({phase: 'build', step: name, state: error ? 'failed' : cached ? 'cached' : 'finished', ms})
  }

  function stepOf(digest: string, name?: string): Step {
    const step = steps.get(digest) ?? newStep()
    steps.set(digest, step)
    step.name = name ?? step.name
    return step
  }

  function tellLines(step: Step, lines: readonly string[]): void {
    for (const line of lines) {
      step.log.push(line)
      if (step.log.length > KEPT) step.log.shift()
      tell({phase: 'log', step: step.name, line})
    }
  }

  function tell(progress: ImageProgress & {step: string}): void {
    if (!INTERNAL.test(progress.step)) notify(progress)
  }
}

function newStep(): Step {
  return {name: '', state: 'new', lines: new Map(), log: []}
}

function isUnderWay({started, completed}: Vertex): boolean {
  return started !== undefined && completed === undefined
}
