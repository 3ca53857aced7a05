import type {PatchOperation} from '@aws-sdk/client-api-gateway'

import type {Properties} from '../handler.js'
import {hasChanged} from './has-changed.js'

/** "UpdateStage" in the API Gateway API Reference: the paths of what CloudFormation calls `MethodSettings`, with their defaults. */
const SETTINGS = {
  CacheDataEncrypted: ['caching/dataEncrypted', 'false'],
  CacheTtlInSeconds: ['caching/ttlInSeconds', '300'],
  CachingEnabled: ['caching/enabled', 'false'],
  DataTraceEnabled: ['logging/dataTrace', 'false'],
  LoggingLevel: ['logging/loglevel', 'OFF'],
  MetricsEnabled: ['metrics/enabled', 'false'],
  ThrottlingBurstLimit: ['throttling/burstLimit', '5000'],
  ThrottlingRateLimit: ['throttling/rateLimit', '10000'],
} as const

type MethodSetting = {readonly HttpMethod?: string; readonly ResourcePath?: string} & {
  readonly [name in keyof typeof SETTINGS]?: string | number | boolean
}

/** What a stage is told after it was made: the settings of its methods, and where its access log goes. */
export function stageSettings(next: Properties, previous: Properties): PatchOperation[] {
  return [...methodSettings(next, previous), ...accessLog(next, previous)]
}

function methodSettings(next: Properties, previous: Properties): PatchOperation[] {
  const [wanted, before] = [next, previous].map((one) => byMethod(one))
  const methods = new Set([...wanted!.keys(), ...before!.keys()])
  return [...methods].flatMap((method) =>
    Object.entries(SETTINGS).flatMap(([name, [path, byDefault]]) => {
      const [value, then] = [wanted, before].map((one) => one!.get(method)?.[name as keyof typeof SETTINGS])
      if (value === then) return []
      return [{op: 'replace' as const, path: `/${method}/${path}`, value: String(value ?? byDefault)}]
    }),
  )
}

/** `~1items/POST`; a star on either side stands for all. */
function byMethod(properties: Properties): Map<string, MethodSetting> {
  const settings = (properties['MethodSettings'] ?? []) as MethodSetting[]
  return new Map(
    settings.map((one) => {
      const path = (one.ResourcePath ?? '/*').replace(/^\/(?=.)/, '').replaceAll('/', '~1')
      return [`${path}/${one.HttpMethod ?? '*'}`, one]
    }),
  )
}

function accessLog(next: Properties, previous: Properties): PatchOperation[] {
  if (!hasChanged(next, previous, 'AccessLogSetting')) return []
  const log = next['AccessLogSetting'] as {DestinationArn?: string; Format?: string} | undefined
  if (!log) return [{op: 'remove', path: '/accessLogSettings'}]
  return (['DestinationArn', 'Format'] as const).flatMap((name) => {
    const path = `/accessLogSettings/${name.charAt(0).toLowerCase()}${name.slice(1)}`
    return log[name] === undefined ? [] : [{op: 'replace' as const, path, value: log[name]}]
  })
}
