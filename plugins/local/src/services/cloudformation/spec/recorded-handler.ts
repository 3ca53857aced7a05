import {randomBytes} from 'node:crypto'

import type {PropertyType} from '@aws-cdk/service-spec-types'

import type {HandledResource, HandlerScope, Properties, ResourceHandler} from '../handler.js'
import type {ResourceSpec} from './aws-spec.js'

export const RECORDED_ONLY = 'recorded only: the local AWS does not create this type'

/** For a type that AWS knows and nobody here makes: it gets the ids and attributes that its specification asks for. */
export function recordedHandler(spec: ResourceSpec): ResourceHandler {
  return {
    create: async (properties, scope) => record(spec, properties, scope),
    update: async (current, next) => ({...current, attributes: {...current.attributes, ...told(spec, next)}}),
    delete: async () => undefined,
  }
}

function record(spec: ResourceSpec, properties: Properties, scope: HandlerScope): HandledResource {
  const name = scope.generatedName(64)
  const generate = (attribute: string, type: PropertyType): unknown => {
    const own = properties[attribute]
    return own ?? plausible(attribute, type, spec.type, name, scope)
  }
  const attributes = Object.fromEntries(
    Object.entries(spec.attributes).map(([attribute, {type}]) => [attribute, generate(attribute, type)]),
  )
  const identifier = spec.identifier.map((part) =>
    String((attributes[part] ?? properties[part] ?? name) as string | number),
  )
  return {physicalId: identifier.join('|') || name, attributes}
}

/** Attributes that are properties of the resource too. */
function told({attributes}: ResourceSpec, properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => name in attributes))
}

function plausible(
  attribute: string,
  type: PropertyType,
  resource: string,
  name: string,
  scope: HandlerScope,
): unknown {
  const last = attribute.split('.').at(-1) ?? attribute
  switch (type.type) {
    case 'integer':
    case 'number':
      return 0
    case 'boolean':
      return false
    case 'array':
      return []
    case 'map':
    case 'ref':
    case 'json':
      return {}
    default:
      return plausibleText(last, resource, name, scope)
  }
}

function plausibleText(attribute: string, resource: string, name: string, {region, accountId}: HandlerScope): string {
  const [, service = 'aws', kind = 'resource'] = resource.toLowerCase().split('::')
  if (attribute.endsWith('Arn')) return `arn:aws:${service}:${region}:${accountId}:${kind}/${name}`
  if (/Ur[il]$/.test(attribute)) return `https://${service}.${region}.amazonaws.com/${accountId}/${name}`
  if (/(Endpoint|DnsName|DNSName|DomainName)$/.test(attribute))
    return `${name.toLowerCase()}.${service}.${region}.amazonaws.com`
  if (attribute.endsWith('Id')) return `${kind}-${randomBytes(8).toString('hex')}`
  return name
}
