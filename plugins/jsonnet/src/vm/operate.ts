import {elementOf} from './build.js'
import type {FieldOf} from './demand.js'
import {SubSteps} from './demand.js'
import {arithmetic, compareNow, holds} from './operators.js'
import {compareSteps, equalNow, equalSteps} from './steps.js'
import type {Lazy, Value} from './value.js'

/** The value of an operator on two values, or what must be evaluated for it. */
export function operate(op: number, left: Value, right: Value): Lazy | FieldOf | SubSteps {
  switch (op) {
    case 17 /* SUBTRACT */:
      return arithmetic('-', left, right)
    case 18 /* MULTIPLY */:
      return arithmetic('*', left, right)
    case 43 /* DIVIDE */:
      return arithmetic('/', left, right)
    case 19 /* LESS */:
      return compare('<', left, right)
    case 44 /* GREATER */:
      return compare('>', left, right)
    case 45 /* LESS_EQUAL */:
      return compare('<=', left, right)
    case 46 /* GREATER_EQUAL */:
      return compare('>=', left, right)
    case 25 /* INDEX */:
      return elementOf(left, right)
    default: {
      const wanted = op === 21 /* EQUAL */
      const same = equalNow(left, right)
      return same === undefined ? new SubSteps(equalSteps(left, right, wanted)) : same === wanted
    }
  }
}

function compare(operator: '<' | '>' | '<=' | '>=', left: Value, right: Value): boolean | SubSteps {
  const order = compareNow(operator, left, right)
  if (order !== undefined) return holds(operator, order)
  return new SubSteps(compareSteps(operator, left as Lazy[], right as Lazy[]))
}
