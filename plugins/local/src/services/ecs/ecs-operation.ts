import type {Region, World} from './state/world.js'

export interface EcsCall<Input> {
  readonly input: Input
  readonly region: Region
  readonly world: World
}

/** One operation of the API (Amazon ECS API Reference, by the same name). A `Date` in the answer becomes epoch seconds. */
export type EcsOperation = (call: EcsCall<never>) => Promise<object> | object
