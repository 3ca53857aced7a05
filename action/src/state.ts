import {saveState} from '@actions/core'

/** Where a command has worked. */
export interface OpenedPlace {
  readonly app: string
  readonly stage: string
  readonly region: string
  readonly profile?: string | undefined
  /** `--local` */
  readonly local: boolean
}

/** What the post step has to know of a step that did not come to its end. Nothing in it is secret. */
export interface State {
  /** What the request tokens of the step begin with. */
  readonly run: string
  role?: string | undefined
  /** Where the identity token is. */
  folder?: string | undefined
  /** Where commands have worked, each once. */
  readonly places: OpenedPlace[]
}

/** The runner keeps what was said last: written at once, so that it is there whatever comes. */
export function keepState(state: State): void {
  saveState('run', state)
}

export function addPlace(state: State, place: OpenedPlace): void {
  const isKnown = state.places.some((known) => JSON.stringify(known) === JSON.stringify(place))
  if (isKnown) return
  state.places.push(place)
  keepState(state)
}

/** The step has come to its end, good or bad, and nobody has cancelled it: nothing is left to do. */
export function forgetState(): void {
  saveState('run', '')
}
