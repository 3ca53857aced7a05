import type {OperationEvent} from '../../ports/operation-events.js'
import type {Explain} from '../explanation.js'

const NAMED = /hook\(?s?\)? (failed|invocation)|failed hook|DescribeEvents|early validation|pre-deployment validation/i

/** The stack's events only say that a hook or a check failed; DescribeEvents says which, and what it found. */
export const explainHookOrCheck: Explain = async ({reason = '', stack, logicalId, at}, {ctx, look, stackId}) => {
  if (!NAMED.test(reason) && logicalId !== stack) return undefined
  const events = await look('cloudformation:DescribeEvents', (signal) =>
    ctx.cloudFormation.operationEvents({stack: stackId ?? stack, failedOnly: true, since: at - WINDOW_MS}, signal),
  )
  const found = (events ?? []).flatMap(toFinding)
  const finding = found.find((one) => one.logicalId === logicalId) ?? found[0]
  if (!finding) return undefined
  return {
    meaning: finding.text,
    facts: {[finding.kind]: finding.name},
    evidence: found.length > 1 ? [{title: 'hooks and checks that failed', lines: found.map(({line}) => line)}] : [],
  }
}

/** An operation's checks come before its first resource. */
const WINDOW_MS = 3_600_000

function toFinding({hook, validation, logicalId = ''}: OperationEvent) {
  if (hook && hook.failureMode !== 'WARN' && hook.status.endsWith('FAILED')) {
    const {type: name, reason = 'it gives no reason'} = hook
    return [
      {
        kind: 'hook',
        name,
        logicalId,
        text: `the hook ${name} refused ${logicalId || 'the stack'}: ${reason}`,
        line: `${logicalId} ${name}: ${reason}`,
      },
    ]
  }
  if (validation && validation.failureMode !== 'WARN' && validation.status === 'FAILED') {
    const {name, reason = 'it gives no reason', path} = validation
    const place = path ? ` (at ${path})` : ''
    return [
      {
        kind: 'check',
        name,
        logicalId,
        text: `CloudFormation's check ${name} refused ${logicalId || 'the stack'}: ${reason}${place}`,
        line: `${logicalId} ${name}: ${reason}${place}`,
      },
    ]
  }
  return []
}
