import {stackEvent} from '../stack/events.js'
import type {Deployment, OnFailure} from '../stack/stack.js'
import {bringUp} from './bring-up.js'
import {deleteResources} from './delete-resources.js'
import {type Run, unstoppable} from './run.js'

/** Creates what the stack is to hold; on failure does with it what the caller wanted. */
export async function createRun(run: Run, deployment: Deployment): Promise<void> {
  const {stack} = run
  const result = await bringUp(run, deployment, [])
  // Somebody deletes the stack already: that operation goes on from here.
  if (stack.status === 'DELETE_IN_PROGRESS') return

  if ('failure' in result) {
    await giveUp(run, result.failure, stack.onFailure)
    return
  }
  stack.outputs = result.outputs
  stack.imports = result.imports
  stackEvent(stack, 'CREATE_COMPLETE', {token: run.token})
}

async function giveUp(run: Run, failure: string, onFailure: OnFailure): Promise<void> {
  const {stack, token} = run
  if (onFailure === 'DO_NOTHING') {
    stackEvent(stack, 'CREATE_FAILED', {token, reason: `${failure} `})
    return
  }

  const [verb, word] = onFailure === 'DELETE' ? ['DELETE', 'Delete'] : ['ROLLBACK', 'Rollback']
  stackEvent(stack, `${verb}_IN_PROGRESS`, {token, reason: `${failure} ${word} requested by user.`})
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
  const failed = await deleteResources(unstoppable(run), [...stack.resources.values()], {
    isRetained: ({deletionPolicy}) => deletionPolicy === 'Retain',
  })
  if (failed.length > 0) {
    const reason = `The following resource(s) failed to delete: [${failed.join(', ')}]. `
    stackEvent(stack, `${verb}_FAILED`, {token, reason})
    return
  }
  if (verb === 'DELETE') stack.deletedAt = new Date()
  stackEvent(stack, `${verb}_COMPLETE`, {token})
}
