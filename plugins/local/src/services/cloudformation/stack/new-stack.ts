import {randomUUID} from 'node:crypto'

import type {Stack} from './stack.js'

export function newStack({name, region, accountId}: Pick<Stack, 'name' | 'region' | 'accountId'>): Stack {
  return {
    id: `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/${randomUUID()}`,
    name,
    region,
    accountId,
    createdAt: new Date(),
    status: 'REVIEW_IN_PROGRESS',
    resources: new Map(),
    outputs: [],
    imports: new Set(),
    events: [],
    changeSets: [],
    operations: [],
    onFailure: 'ROLLBACK',
    terminationProtection: false,
    leftovers: [],
  }
}
