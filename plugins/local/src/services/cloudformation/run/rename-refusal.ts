import {isDeepStrictEqual} from 'node:util'

import type {Desired} from '../plan/desired.js'
import type {ResourceSpec} from '../spec/aws-spec.js'
import type {StackResource} from '../stack/stack.js'

/**
 * The new resource is made before the old one is deleted, so both cannot have the same name of their own:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-resource-names.html.
 */
export function renameRefusal(before: StackResource, desired: Desired, spec: ResourceSpec): string | undefined {
  const names = spec.identifier
  const keepsName =
    names.length > 0 &&
    names.every(
      (name) => name in desired.properties && isDeepStrictEqual(before.properties[name], desired.properties[name]),
    )
  if (!keepsName) return undefined
  const name = names.map((key) => String(desired.shown[key])).join('|')
  return `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${name} and update the stack again.`
}
