import {invalid} from '../invalid.js'
import type {Deployment, StackOutput} from '../stack/stack.js'
import {isMade} from '../template/graph.js'
import {evaluate, evaluateText} from './evaluate.js'
import {isScalar} from '../template/expression.js'
import type {Scope} from './scope.js'

/** The outputs whose conditions hold. */
export function evaluateOutputs({template, conditions}: Deployment, scope: Scope): StackOutput[] {
  return Object.entries(template.outputs)
    .filter(([, output]) => isMade(output, conditions))
    .map(([key, {value, description, exportName}]) => {
      const result = evaluate(value, scope)
      if (!isScalar(result)) {
        throw invalid(
          `Template format error: Output ${key} is malformed. The Value field of every Outputs member must evaluate to a String.`,
        )
      }
      const name = exportName === undefined ? undefined : evaluateText(exportName, scope)
      return {
        key,
        value: String(result),
        ...(description !== undefined && {description}),
        ...(name !== undefined && {exportName: name}),
      }
    })
}
