import {live} from '@aws-stack/core'

import {keyArn} from './bootstrap.js'
import {familyOf} from './family.js'

/** Units that a table of provisioned capacity begins with, which is what the scaling goes down to. */
const LEAST = '5'

export const tables = familyOf({
  family: 'table',
  boxes: (pipeline) => pipeline.tables,
  parameters: ({name}, member, {sortKey = '', capacity}) => ({
    Table: member,
    KeyArn: keyArn,
    SortKey: sortKey,
    Capacity: capacity,
    ReadCapacity: capacity === 'provisioned' ? live('table-read-capacity', `${name}-${member}`, LEAST) : LEAST,
    WriteCapacity: capacity === 'provisioned' ? live('table-write-capacity', `${name}-${member}`, LEAST) : LEAST,
  }),
  data: {Items: 'all items'},
})
