import type {Change, ResourceChangeDetail} from '@aws-sdk/client-cloudformation'

import type {ChangeSetChange} from '../context.js'

/** AWS's change of a resource in our words. Changes of hooks are none. */
export function toChangeSetChange({ResourceChange: change}: Change): ChangeSetChange[] {
  if (!change) return []
  return [
    {
      logicalId: change.LogicalResourceId ?? '',
      type: change.ResourceType ?? '',
      action: toAction(change.Action),
      ...(change.PhysicalResourceId && {physicalId: change.PhysicalResourceId}),
      ...(change.Replacement && {replacement: change.Replacement}),
      details: (change.Details ?? []).flatMap(toDetail),
    },
  ]
}

/** `SyncWithActual` comes only with drift-aware change sets, which we do not ask for. */
function toAction(action: string | undefined): ChangeSetChange['action'] {
  return action === 'Add' || action === 'Remove' || action === 'Import' || action === 'Dynamic' ? action : 'Modify'
}

function toDetail({Target: target}: ResourceChangeDetail): ChangeSetChange['details'] {
  if (!target?.Attribute) return []
  return [
    {
      attribute: target.Attribute,
      ...(target.Name && {name: target.Name}),
      ...(target.Path && {path: target.Path}),
      ...(target.BeforeValue !== undefined && {before: target.BeforeValue}),
      ...(target.AfterValue !== undefined && {after: target.AfterValue}),
      ...(target.RequiresRecreation && {recreation: target.RequiresRecreation}),
    },
  ]
}
