import {subscribe, unsubscribe} from 'node:diagnostics_channel'
import type {ClientRequest} from 'node:http'

/** Of Node ("HTTP" in "Built-in Channels" of its documentation): a request is about to be sent. */
const STARTED = 'http.client.request.start'

/** A handshake that takes longer than this, ms, leaves time to do something else. */
const PATIENCE_MS = 100

/** Until the next request of this process is on the wire, or its connection takes its time. */
export function untilRequested(): Promise<void> {
  return new Promise((resolve) => {
    const started = (message: unknown) => {
      unsubscribe(STARTED, started)
      const {request} = message as {request: ClientRequest}
      request.once('finish', resolve).once('close', resolve)
      setTimeout(resolve, PATIENCE_MS).unref()
    }
    subscribe(STARTED, started)
  })
}
