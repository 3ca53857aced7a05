import {StackError} from '../errors.js'
import type {ExecFinding} from './exec-finding.js'

/** The refusal of ECS, which has many reasons, with the reasons that were found. */
export function explainUnavailable(error: StackError, findings: readonly ExecFinding[]): StackError {
  const told = findings.filter(({state}) => state !== 'ok')
  const causes = findings.filter(({state}) => state === 'wrong')
  const [first] = causes
  const evidence = told
    .map(({message, evidence: lines}) => ({title: message, lines: [...lines]}))
    .filter(({lines}) => lines.length > 0)
  const message = first ? `the server takes no commands: ${first.message}` : error.message
  return new StackError(error.code, message, {
    blame: error.blame,
    details: {...error.details, findings: told, ...(evidence.length > 0 && {evidence})},
    suggestions: [...new Set(causes.flatMap(({suggestions}) => suggestions))],
    cause: error,
  })
}
