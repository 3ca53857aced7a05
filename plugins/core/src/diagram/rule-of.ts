import type {TypeRule} from './type-rule.js'
import {TYPE_RULES} from './type-rules.js'

const PLAIN: TypeRule = {kind: 'other'}

/** CloudFormation's own helpers: no architecture. */
const HELPERS: TypeRule = {left: 'work that a template has done'}

export function ruleOf(type: string): TypeRule {
  const isHelper = type.startsWith('Custom::') || type.startsWith('AWS::CloudFormation::')
  return TYPE_RULES[type] ?? (isHelper ? HELPERS : PLAIN)
}
