/** How long an acknowledgement is waited for, learnt from those that came. */
export interface Retransmission {
  readonly timeoutMs: number
  learn(roundTripMs: number): void
}

/** The estimate of TCP with the numbers of session-manager-plugin, src/config/config.go; the rule is CalculateRetransmissionTimeout in src/datachannel/streaming.go. */
export function createRetransmission(): Retransmission {
  let roundTrip = 100
  let variation = 0
  let timeoutMs = 200
  return {
    get timeoutMs() {
      return timeoutMs
    },
    learn(measured) {
      variation = (3 / 4) * variation + (1 / 4) * Math.abs(roundTrip - measured)
      roundTrip = (7 / 8) * roundTrip + (1 / 8) * measured
      timeoutMs = Math.min(1000, roundTrip + Math.max(10, 4 * variation))
    },
  }
}
