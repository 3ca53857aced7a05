/** CloudWatch. */
export interface Metrics {
  /** Of a Kinesis stream, summed over the last so many minutes. */
  traffic(stream: string, minutes: number): Promise<StreamTraffic>
  /** Those of these alarms that there are. */
  alarms(names: readonly string[]): Promise<AlarmState[]>
}

export interface StreamTraffic {
  readonly inRecords: number
  readonly inBytes: number
  readonly outRecords: number
  readonly outBytes: number
  /** Writes that were refused: the stream has too few shards. */
  readonly throttledWrites: number
}

export interface AlarmState {
  readonly name: string
  /** `OK`, `ALARM`, `INSUFFICIENT_DATA`. */
  readonly state: string
  /** Epoch ms. */
  readonly since?: number
}
