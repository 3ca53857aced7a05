import type {DefinitionReference, Property, PropertyType, Resource, SpecDatabase} from '@aws-cdk/service-spec-types'

export type RequiresRecreation = 'Never' | 'Conditionally' | 'Always'

/** What AWS's own data says of a resource type. */
export interface ResourceSpec {
  readonly type: string
  readonly properties: Readonly<Record<string, Property>>
  readonly attributes: Readonly<Record<string, {readonly type: PropertyType}>>
  /** What `Ref` gives: names of properties or attributes. */
  readonly identifier: readonly string[]
  readonly tagProperty?: string
  /** `path` leads to the changed value: `['EncryptionConfiguration', 'KmsKey']`. */
  requiresRecreation(path: readonly string[]): RequiresRecreation
  fieldsOf(reference: DefinitionReference): Readonly<Record<string, Property>>
}

export interface AwsSpec {
  resource(type: string): ResourceSpec | undefined
}

let loading: Promise<AwsSpec> | undefined

/** Loaded once, at the first template: it takes half a second and 190 MB. */
export function loadAwsSpec(): Promise<AwsSpec> {
  loading ??= import('@aws-cdk/aws-service-spec').then(async ({loadAwsServiceSpec}) => wrap(await loadAwsServiceSpec()))
  return loading
}

function wrap(database: SpecDatabase): AwsSpec {
  const known = new Map<string, ResourceSpec | undefined>()
  return {
    resource(type) {
      if (!known.has(type)) {
        const [resource] = database.lookup('resource', 'cloudFormationType', 'equals', type)
        known.set(type, resource && wrapResource(resource, database))
      }
      return known.get(type)
    },
  }
}

function wrapResource(resource: Resource, database: SpecDatabase): ResourceSpec {
  const fieldsOf = (reference: DefinitionReference) =>
    database.get('typeDefinition', reference.reference.$ref).properties
  return {
    type: resource.cloudFormationType,
    properties: resource.properties,
    attributes: resource.attributes,
    identifier: resource.cfnRefIdentifier ?? resource.primaryIdentifier ?? [],
    ...(resource.tagInformation && {tagProperty: resource.tagInformation.tagPropertyName}),
    fieldsOf,
    requiresRecreation(path) {
      const additional = resource.additionalReplacementProperties ?? []
      if (additional.some((names) => names.every((name, index) => name === '*' || name === path[index])))
        return 'Always'
      return strongest(causes(path, resource.properties, fieldsOf))
    },
  }
}

/** `causesReplacement` of every property on the way to the value. */
function causes(
  path: readonly string[],
  fields: Readonly<Record<string, Property>>,
  fieldsOf: ResourceSpec['fieldsOf'],
): Property['causesReplacement'][] {
  const [name, ...rest] = path
  const property = name === undefined ? undefined : fields[name]
  if (!property) return []
  const inner = innerFields(property.type, fieldsOf)
  // Below a list or a map, the next step is an index or a key.
  const below = property.type.type === 'array' || property.type.type === 'map' ? rest.slice(1) : rest
  return [property.causesReplacement, ...(inner ? causes(below, inner, fieldsOf) : [])]
}

function innerFields(
  type: PropertyType,
  fieldsOf: ResourceSpec['fieldsOf'],
): Readonly<Record<string, Property>> | undefined {
  if (type.type === 'ref') return fieldsOf(type)
  return type.type === 'array' || type.type === 'map' ? innerFields(type.element, fieldsOf) : undefined
}

function strongest(found: readonly Property['causesReplacement'][]): RequiresRecreation {
  if (found.includes('yes')) return 'Always'
  return found.includes('maybe') ? 'Conditionally' : 'Never'
}
