import {ServiceError} from '../../../server/service.js'
import {invalid} from '../invalid.js'
import {requiredText, text} from '../protocol/read-input.js'
import type {ChangeSet} from '../stack/change-set.js'
import {inBrackets, requireStack, stacksOf} from '../stack/find-stack.js'
import type {Call} from './operation.js'

/** By its ARN, or by its name and its stack. A name is used again once its change set is done with: the newest counts. */
export function findChangeSet({world, region, input}: Call): ChangeSet {
  const name = requiredText(input, 'ChangeSetName')
  const stackName = text(input, 'StackName')
  if (name.startsWith('arn:')) {
    const found = stacksOf(world, region)
      .flatMap(({changeSets}) => changeSets)
      .find(({id}) => id === name)
    if (!found || (stackName && !belongsTo(found, stackName))) throw missing(name)
    return found
  }
  if (!stackName) throw invalid('StackName must be specified if ChangeSetName is not specified as an ARN.')
  const found = requireStack(world, region, stackName, inBrackets).changeSets.findLast((one) => one.name === name)
  if (!found) throw missing(name)
  return found
}

function belongsTo(changeSet: ChangeSet, stack: string): boolean {
  return changeSet.stackId === stack || changeSet.stackName === stack
}

function missing(name: string): ServiceError {
  return new ServiceError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, 404)
}
