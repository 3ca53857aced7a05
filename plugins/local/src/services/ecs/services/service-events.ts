import {randomUUID} from 'node:crypto'

import type {ServiceState} from '../state/world.js'

/** Newest first, the latest hundred. */
export function addEvent(service: ServiceState, what: string): void {
  const event = {id: randomUUID(), createdAt: new Date(), message: `(service ${service.name}) ${what}`}
  service.shown = {...service.shown, events: [event, ...(service.shown.events ?? [])].slice(0, 100)}
}
