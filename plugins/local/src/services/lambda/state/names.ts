import type {ServiceRequest} from '../../../server/service.js'
import {outOfRange} from './faults.js'

const NAME = /^[a-zA-Z0-9-_]{1,64}$/

/** `arn:aws:lambda:eu-west-1:123456789012:function:client` */
export function functionArn(region: string, accountId: string, name: string): string {
  return `arn:aws:lambda:${region}:${accountId}:function:${name}`
}

export interface NamedFunction {
  readonly name: string
  /** `$LATEST`, a version, an alias. */
  readonly qualifier?: string | undefined
}

/** A name, `account:function:name` or an ARN, each with `:qualifier` behind it or not. */
export function parseName(given: string): NamedFunction {
  const [, path = given] = /(?:^|:)function:(.*)$/.exec(given) ?? []
  const [name = '', qualifier] = path.split(':')
  if (!NAME.test(name))
    throw outOfRange(given, 'functionName', `Member must satisfy regular expression pattern: ${NAME.source}`)
  return {name, qualifier}
}

/** From the path: `/2015-03-31/functions/NAME/…` or `/2017-03-31/tags/ARN`. */
export function namedIn({path, query}: ServiceRequest): NamedFunction {
  const {name, qualifier} = parseName(decodeURIComponent(path.split('/')[3] ?? ''))
  return {name, qualifier: query.get('Qualifier') ?? qualifier}
}
