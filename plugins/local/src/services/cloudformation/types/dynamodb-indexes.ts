import {isDeepStrictEqual} from 'node:util'

import type {AttributeDefinition, GlobalSecondaryIndex, UpdateTableCommandInput} from '@aws-sdk/client-dynamodb'

import type {Properties} from '../handler.js'

type Change = Omit<UpdateTableCommandInput, 'TableName'>

/** The calls that bring global secondary indexes to a template: DynamoDB makes or deletes one at a time. */
export function indexUpdates(next: Properties, previous: Properties): Change[] {
  const AttributeDefinitions = next['AttributeDefinitions'] as AttributeDefinition[] | undefined
  const [wanted, before] = [byName(next), byName(previous)]
  const found: Change[] = []
  for (const [IndexName, index] of before) {
    const now = wanted.get(IndexName)
    if (!now || isRemade(now, index)) found.push({GlobalSecondaryIndexUpdates: [{Delete: {IndexName}}]})
  }
  for (const [IndexName, index] of wanted) {
    const then = before.get(IndexName)
    if (!then || isRemade(index, then))
      found.push({AttributeDefinitions, GlobalSecondaryIndexUpdates: [{Create: index}]})
    else if (!isDeepStrictEqual(index, then)) {
      const {ProvisionedThroughput} = index
      found.push({GlobalSecondaryIndexUpdates: [{Update: {IndexName, ProvisionedThroughput}}]})
    }
  }
  return found
}

function byName(properties: Properties): Map<string, GlobalSecondaryIndex> {
  const indexes = (properties['GlobalSecondaryIndexes'] ?? []) as GlobalSecondaryIndex[]
  return new Map(indexes.map((index) => [index.IndexName ?? '', index]))
}

function isRemade(next: GlobalSecondaryIndex, previous: GlobalSecondaryIndex): boolean {
  return (
    !isDeepStrictEqual(next.KeySchema, previous.KeySchema) || !isDeepStrictEqual(next.Projection, previous.Projection)
  )
}
