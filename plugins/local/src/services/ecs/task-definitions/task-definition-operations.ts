import type {
  DeregisterTaskDefinitionRequest,
  DescribeTaskDefinitionRequest,
  ListTaskDefinitionFamiliesRequest,
  ListTaskDefinitionsRequest,
} from '@aws-sdk/client-ecs'

import {ServiceError} from '../../../server/service.js'
import type {EcsCall} from '../ecs-operation.js'
import {findDefinition} from '../state/find.js'
import {page, type PageInput} from '../state/page.js'
import type {Definition, Region} from '../state/world.js'

export function describeTaskDefinition({input, region}: EcsCall<DescribeTaskDefinitionRequest>): object {
  const {shown, tags} = requireDefinition(region, input.taskDefinition)
  return {taskDefinition: shown, ...(input.include?.includes('TAGS') && {tags})}
}

export function deregisterTaskDefinition({input, region}: EcsCall<DeregisterTaskDefinitionRequest>): object {
  const found = requireDefinition(region, input.taskDefinition)
  found.shown = {...found.shown, status: 'INACTIVE', deregisteredAt: new Date()}
  return {taskDefinition: found.shown}
}

export function listTaskDefinitions({input, region}: EcsCall<ListTaskDefinitionsRequest>): object {
  const {familyPrefix, status = 'ACTIVE', sort = 'ASC'} = input
  const families = [...region.families].sort(([a], [b]) => (a < b ? -1 : 1))
  const all = families
    // It is called a prefix and means the whole name.
    .filter(([family]) => familyPrefix === undefined || family === familyPrefix)
    .flatMap(([, revisions]) => revisions.filter(({shown}) => shown.status === status))
  const {items, next} = page(sort === 'DESC' ? all.toReversed() : all, input as PageInput)
  return {taskDefinitionArns: items.map(({shown}) => shown.taskDefinitionArn), ...next}
}

export function listTaskDefinitionFamilies({input, region}: EcsCall<ListTaskDefinitionFamiliesRequest>): object {
  const {familyPrefix = '', status = 'ALL'} = input
  const all = [...region.families]
    .filter(([family, revisions]) => {
      const active = revisions.some(({shown}) => shown.status === 'ACTIVE')
      return family.startsWith(familyPrefix) && (status === 'ALL' || (status === 'ACTIVE') === active)
    })
    .map(([family]) => family)
    .toSorted()
  const {items, next} = page(all, input as PageInput)
  return {families: items, ...next}
}

function requireDefinition(region: Region, reference: string | undefined): Definition {
  const found = findDefinition(region, reference ?? '')
  if (!found) throw new ServiceError('ClientException', 'Unable to describe task definition.')
  return found
}
