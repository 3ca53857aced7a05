import type {TypeRow} from './type-row.js'
import {containerTypes} from './types/containers.js'
import {functionTypes} from './types/functions.js'
import {gatewayTypes} from './types/gateways.js'
import {keyTypes} from './types/keys.js'
import {messageTypes} from './types/messages.js'
import {nameTypes} from './types/names.js'
import {networkTypes} from './types/network.js'
import {storageTypes} from './types/storage.js'
import {watchingTypes} from './types/watching.js'

export {PARAMETER_TYPES} from './types/network.js'

/**
 * What CloudFormation calls for a resource, by type: taken from the permissions of the handlers in CloudFormation's own schemas of the types (public
 * registry, August 2026), without those of features that no template of ours uses, each given the resources and conditions that the Service
 * Authorization Reference lists. Reviewed by hand; our best knowledge, not exact.
 */
export const TYPE_ROWS: Readonly<Record<string, TypeRow>> = {
  ...containerTypes,
  ...functionTypes,
  ...gatewayTypes,
  ...keyTypes,
  ...messageTypes,
  ...nameTypes,
  ...networkTypes,
  ...storageTypes,
  ...watchingTypes,
}
