import type {AppDefinition, ServerDefinition} from './app.js'
import {StackError} from './errors.js'

export function serverOf<Config, Facts>({name, server}: AppDefinition<Config, Facts>): ServerDefinition {
  if (server) return server
  throw new StackError('APP_INVALID', `the definition of ${name} names no server`, {blame: 'bug'})
}
