import type {Host} from '../events.js'
import type {Secrets} from './secrets.js'

/** What no host is told cannot leave by any: not cut short by a narrow display, not in an annotation of a CI. */
export function maskingHost(host: Host, secrets: Secrets): Host {
  return {
    notify: (event) => host.notify(secrets.maskAll(event)),
    confirm: (question) => host.confirm(secrets.maskAll(question)),
  }
}
