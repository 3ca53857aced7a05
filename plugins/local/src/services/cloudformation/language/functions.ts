import {invalid} from '../invalid.js'
import {attributeNames, isRecord, isScalar} from '../template/expression.js'
import {cidr} from './cidr.js'
import {isKnownAfterApply, KNOWN_AFTER_APPLY, type Scope} from './scope.js'
import {sub} from './sub.js'

export type Evaluate = (expression: unknown) => unknown
export type IntrinsicFunction = (argument: unknown, scope: Scope, evaluate: Evaluate) => unknown

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
export const FUNCTIONS: Readonly<Record<string, IntrinsicFunction>> = {
  Ref: (name, scope) => ref(name, scope),

  'Fn::GetAtt': (argument, scope, evaluate) => {
    const [resource, attribute] = attributeNames(argument) ?? []
    const name = evaluate(attribute)
    if (typeof resource !== 'string' || typeof name !== 'string' || !resource || !name) {
      throw invalid(
        'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
      )
    }
    return scope.attribute(resource, name)
  },

  'Fn::Sub': sub,

  'Fn::Join': (argument, _scope, evaluate) => {
    const [delimiter, items] = pair(argument, evaluate)
    if (isKnownAfterApply(items) && !Array.isArray(items)) return KNOWN_AFTER_APPLY
    if (typeof delimiter !== 'string' || !Array.isArray(items) || !items.every(isScalar)) {
      throw invalid(
        'Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.',
      )
    }
    return items.join(delimiter)
  },

  'Fn::Split': (argument, _scope, evaluate) => {
    const [delimiter, source] = pair(argument, evaluate)
    if (typeof delimiter !== 'string' || !isScalar(source)) {
      throw invalid(
        'Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.',
      )
    }
    return isKnownAfterApply(source) ? KNOWN_AFTER_APPLY : String(source).split(delimiter)
  },

  'Fn::Select': (argument, _scope, evaluate) => {
    const [index, items] = pair(argument, evaluate)
    if (isKnownAfterApply(items) && !Array.isArray(items)) return KNOWN_AFTER_APPLY
    if (!isScalar(index) || !/^\d+$/.test(String(index)) || !Array.isArray(items)) {
      throw invalid(
        'Template error: Fn::Select requires a list argument with two elements: an integer index and a list',
      )
    }
    if (!(Number(index) in items))
      throw invalid(`Template error: Fn::Select cannot select nonexistent value at index ${index}`)
    return items[Number(index)] as unknown
  },

  'Fn::Base64': (argument, _scope, evaluate) => {
    const value = evaluate(argument)
    if (isKnownAfterApply(value)) return KNOWN_AFTER_APPLY
    if (!isScalar(value)) throw invalid('Template error: every Fn::Base64 object must have a String-typed value.')
    return Buffer.from(String(value)).toString('base64')
  },

  'Fn::If': (argument, scope, evaluate) => {
    if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== 'string') {
      throw invalid('Template error: Fn::If requires a list argument with three elements')
    }
    const holds = scope.conditions.get(argument[0])
    if (holds === undefined) throw invalid(`Template error: unresolved condition dependency ${argument[0]} in Fn::If`)
    return evaluate(argument[holds ? 1 : 2])
  },

  'Fn::FindInMap': (argument, scope, evaluate) => {
    const [mapping, first, second, options] = Array.isArray(argument) ? (argument as unknown[]) : []
    const keys = [mapping, first, second].map(evaluate)
    if (!keys.every(isScalar)) {
      throw invalid(
        'Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value',
      )
    }
    const [map, key, attribute] = keys.map(String) as [string, string, string]
    const found = scope.template.mappings[map]?.[key]?.[attribute]
    if (found !== undefined) return found
    if (isRecord(options) && 'DefaultValue' in options) return evaluate(options['DefaultValue'])
    throw invalid(`Template error: Unable to get mapping for ${map}::${key}::${attribute}`)
  },

  'Fn::ImportValue': (argument, scope, evaluate) => {
    const name = evaluate(argument)
    if (typeof name !== 'string') throw invalid('Template error: the attribute in Fn::ImportValue must be a string')
    return scope.exported(name)
  },

  'Fn::Cidr': (argument, _scope, evaluate) => {
    const [block, count, bits] = (Array.isArray(argument) ? argument : []).map(evaluate)
    if (isKnownAfterApply(block)) return KNOWN_AFTER_APPLY
    return cidr(String(block), Number(count), Number(bits))
  },

  'Fn::GetAZs': (argument, scope, evaluate) => {
    const region = evaluate(argument)
    return scope.zones(typeof region === 'string' && region ? region : String(scope.pseudo.get('AWS::Region')))
  },

  'Fn::ToJsonString': (argument, scope, evaluate) => {
    requireExtensions('Fn::ToJsonString', scope)
    return JSON.stringify(evaluate(argument))
  },

  'Fn::Length': (argument, scope, evaluate) => {
    requireExtensions('Fn::Length', scope)
    const items = evaluate(argument)
    if (!Array.isArray(items)) throw invalid('Template error: every Fn::Length object requires a list')
    return items.length
  },
}

/** `Ref` to a parameter, a pseudo parameter or a resource. */
export function ref(name: unknown, scope: Scope): unknown {
  if (typeof name !== 'string') throw invalid('Template error: every Ref object must have a single String value.')
  if (name === 'AWS::NoValue') return undefined
  return scope.parameters.get(name) ?? scope.pseudo.get(name) ?? scope.reference(name)
}

function pair(argument: unknown, evaluate: Evaluate): [unknown, unknown] {
  if (!Array.isArray(argument) || argument.length !== 2) return [undefined, undefined]
  return [evaluate(argument[0]), evaluate(argument[1])]
}

function requireExtensions(name: string, scope: Scope): void {
  if (!scope.template.transforms.includes('AWS::LanguageExtensions')) {
    throw invalid(`Template format error: ${name} is not supported without the transform AWS::LanguageExtensions`)
  }
}
