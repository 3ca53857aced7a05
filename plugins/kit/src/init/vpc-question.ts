import type {ListedVpc} from '@aws-stack/core'

import {table} from '../format/table.js'
import type {InitQuestion} from './ask.js'

type Question = Omit<InitQuestion, 'check'>

/** Lists the VPCs: a number of the list answers as well as an id. One that is not in the list may be meant too. */
export function vpcQuestion({key, about, fallback}: Question, vpcs: readonly ListedVpc[]): Question {
  if (vpcs.length === 0) return {key, about, fallback}
  const rows = vpcs.map(({vpcId, name = '', cidr, isDefault}, index) => [
    `  ${index + 1}`,
    vpcId,
    cidr,
    [name, ...(isDefault ? ['(default)'] : [])].filter(Boolean).join(' '),
  ])
  const [only] = vpcs
  return {
    key,
    about: [about, ...table(rows)].join('\n'),
    fallback: fallback ?? (vpcs.length === 1 ? only?.vpcId : undefined),
    read: (answer) => vpcs[Number(answer) - 1]?.vpcId ?? answer,
  }
}
