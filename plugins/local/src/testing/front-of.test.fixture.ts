import type {RequestListener} from 'node:http'

import {createFaultList} from '../server/fault-list.js'
import {createFront} from '../server/front.js'
import {createJournal} from '../server/journal.js'
import type {Service} from '../server/service.js'

/** The front of the local AWS before these services alone: no moto, no regions to prepare, nothing to control. */
export function frontOf(services: Readonly<Record<string, Service>>, region: string): RequestListener {
  return createFront({
    accountId: '123456789012',
    region,
    services,
    corrections: {},
    moto: {port: undefined, missing: 'no moto in this test'},
    faults: createFaultList(),
    journal: createJournal(),
    prepareRegion: () => Promise.resolve(),
    control: () => Promise.reject(new Error('no control in a test')),
  })
}
