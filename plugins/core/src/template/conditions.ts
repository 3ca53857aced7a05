/** `undefined`: it hangs on a value that is not known yet. */
export type Truth = boolean | undefined

type Data = Readonly<Record<string, unknown>>

/** Evaluates a template's `Conditions` with the parameter values that are known. */
export function evaluateConditions(conditions: Data, values: ReadonlyMap<string, string>): (name: string) => Truth {
  const evaluate = (data: unknown): Truth => {
    const [operator, operand] = Object.entries(data as Data)[0] ?? []
    const operands: unknown[] = Array.isArray(operand) ? operand : [operand]
    if (operator === 'Condition') return evaluate(conditions[String(operand)])
    if (operator === 'Fn::Not') return not(evaluate(operands[0]))
    if (operator === 'Fn::And') return every(operands.map(evaluate))
    if (operator === 'Fn::Or') return not(every(operands.map((one) => not(evaluate(one)))))
    if (operator !== 'Fn::Equals') return undefined
    const [left, right] = operands.map((one) => valueOf(one, values))
    return left === undefined || right === undefined ? undefined : left === right
  }
  return (name) => (conditions[name] === undefined ? undefined : evaluate(conditions[name]))
}

function valueOf(data: unknown, values: ReadonlyMap<string, string>): string | undefined {
  if (typeof data !== 'object' || data === null) return String(data)
  const name = (data as Data)['Ref']
  return typeof name === 'string' ? values.get(name) : undefined
}

function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth
}

function every(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false
  return truths.includes(undefined) ? undefined : true
}
