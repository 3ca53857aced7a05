import {type CollectionTag, Pair, Scalar, type ScalarTag, YAMLMap, type YAMLSeq} from 'yaml'

const FUNCTIONS = [
  'And',
  'Base64',
  'Cidr',
  'Equals',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
]

/** The tags of CloudFormation's YAML (`!Sub`), which stand for the long forms (`Fn::Sub`). */
export const SHORT_FORMS: readonly (ScalarTag | CollectionTag)[] = [
  ...['Ref', 'Condition'].flatMap((name) => shortForm(`!${name}`, name)),
  ...FUNCTIONS.flatMap((name) => shortForm(`!${name}`, `Fn::${name}`)),
]

function shortForm(tag: string, longForm: string): (ScalarTag | CollectionTag)[] {
  const collection = (kind: 'map' | 'seq'): CollectionTag => ({
    tag,
    collection: kind,
    resolve: (node) => wrap(longForm, node),
  })
  return [
    {tag, resolve: (value: string) => ({[longForm]: longForm === 'Fn::GetAtt' ? splitOnce(value) : value})},
    collection('map'),
    collection('seq'),
  ]
}

function wrap(longForm: string, argument: YAMLMap.Parsed | YAMLSeq.Parsed): YAMLMap {
  const map = new YAMLMap()
  map.items.push(new Pair(new Scalar(longForm), argument))
  return map
}

/** `Resource.Attribute.Part`: the attribute keeps its dots. */
function splitOnce(value: string): string[] {
  const dot = value.indexOf('.')
  return dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)]
}
