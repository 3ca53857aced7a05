import type {AppDefinition, StoreDefinition} from '../app.js'
import {StackError} from '../errors.js'

export function storeOf<Config, Facts>({name, store}: AppDefinition<Config, Facts>): StoreDefinition {
  if (store) return store
  throw new StackError('APP_INVALID', `the definition of ${name} names no store`, {blame: 'bug'})
}
