import type {RequestListener} from 'node:http'

import {registrySubject} from '../services/registry/create-registry.js'
import type {FaultList} from './fault-list.js'
import {takeFault} from './front.js'
import type {Journal} from './journal.js'

export interface RegistryWatch {
  readonly faults: FaultList
  readonly journal: Journal
  /** What the journal says of requests that name none. */
  readonly region: string
}

/** The registry with journal and fault hook before it, as service `registry`: `{service: 'registry', operation: 'PUT manifest'}`. */
export function watchedRegistry(registry: RequestListener, {faults, journal, region}: RegistryWatch): RequestListener {
  return (request, response) => {
    const subject = {service: 'registry', ...registrySubject(request), region}
    journal.add({...subject, time: new Date().toISOString()})

    void takeFault(faults, subject).then((fault) => {
      if (!fault) return registry(request, response)
      if (fault.reset) return request.socket.resetAndDestroy()
      // With a detail, so that a Docker client takes it for final.
      const errors = [{code: fault.code ?? 'UNKNOWN', message: fault.reason ?? 'failed as asked for', detail: {}}]
      response.writeHead(fault.status ?? 500, {'content-type': fault.html ? 'text/html' : 'application/json'})
      response.end(fault.html ? `<html><body>${errors[0]?.message}</body></html>` : JSON.stringify({errors}))
    })
  }
}
