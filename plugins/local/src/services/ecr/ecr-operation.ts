import {ServiceError} from '../../server/service.js'
import type {LayerStore, Upload} from '../registry/store/layer-store.js'
import type {Repositories} from '../registry/store/repositories.js'
import type {Tokens} from '../registry/tokens.js'

/** What the ECR API works on: the same store that the registry serves. */
export interface EcrStore {
  readonly repositories: Repositories
  readonly layers: LayerStore
  readonly tokens: Tokens
  readonly accountId: string
  /** `http://127.0.0.1:5466`, or `https://<ECR host name>`. */
  readonly registryUrl: (region: string) => string
  /** Uploads of the API, by id; those of the registry are not its business. */
  readonly uploads: Map<string, Upload>
}

export interface EcrCall<Input> {
  readonly input: Input
  readonly region: string
  readonly store: EcrStore
}

/** One operation of the API (Amazon ECR API Reference, by the same name). */
export type EcrOperation = (call: EcrCall<never>) => Promise<object> | object

export interface RepositoryInput {
  readonly repositoryName: string
}

export interface ImageId {
  readonly imageDigest?: string
  readonly imageTag?: string
}

export function invalidParameter(name: string, reason: string): ServiceError {
  return new ServiceError(
    'InvalidParameterException',
    `Invalid parameter at '${name}' failed to satisfy constraint: '${reason}'`,
  )
}

/** Epoch seconds, as the JSON 1.1 protocol writes a time. */
export function epochSeconds(date: Date): number {
  return date.getTime() / 1000
}
