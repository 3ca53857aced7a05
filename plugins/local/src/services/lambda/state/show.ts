import {randomUUID} from 'node:crypto'

import type {FunctionConfiguration} from '@aws-sdk/client-lambda'

import type {ImageProblem} from './find-image.js'
import type {FunctionState} from './world.js'

export function show(it: FunctionState, more: FunctionConfiguration): void {
  it.shown = {...it.shown, ...more, RevisionId: randomUUID()}
}

/** What an invocation has found wrong with the image. */
export function showFailed(it: FunctionState, {code, message}: ImageProblem): void {
  show(it, {State: 'Failed', StateReason: message, StateReasonCode: code})
}
