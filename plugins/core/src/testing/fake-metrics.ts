import type {AlarmState, Metrics, StreamTraffic} from '../ports/metrics.js'

const NOTHING: StreamTraffic = {inRecords: 0, inBytes: 0, outRecords: 0, outBytes: 0, throttledWrites: 0}

/** A CloudWatch in memory: traffic by stream, alarms by name. `failure` is thrown instead of an answer. */
export class FakeMetrics implements Metrics {
  readonly traffics = new Map<string, StreamTraffic>()
  readonly states = new Map<string, AlarmState>()
  failure: Error | undefined

  async traffic(stream: string): Promise<StreamTraffic> {
    if (this.failure !== undefined) throw this.failure
    return this.traffics.get(stream) ?? NOTHING
  }

  async alarms(names: readonly string[]): Promise<AlarmState[]> {
    if (this.failure !== undefined) throw this.failure
    return names.flatMap((name) => this.states.get(name) ?? [])
  }
}
