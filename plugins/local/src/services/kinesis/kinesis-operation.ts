import type {Region} from './world.js'

export interface KinesisCall<Input> {
  readonly input: Input
  readonly region: Region
}

/** One operation of the API (Amazon Kinesis Data Streams API Reference, by the same name). A `Date` in the answer becomes epoch seconds. */
export type KinesisOperation<Input> = (call: KinesisCall<Input>) => object | void
