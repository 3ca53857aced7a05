import type {Explain} from '../explanation.js'

const LATE = /did not stabilize|NotStabilized|Exceeded attempts to wait|timed? ?out|exceeded.*timeout/i

export const explainNotStabilized: Explain = ({reason = '', type, physicalId, logicalId, status}) => {
  if (!LATE.test(reason)) return undefined
  const what = status.startsWith('DELETE') ? 'gone' : 'ready'
  return {
    meaning: `${physicalId ?? logicalId} was not ${what} in the time that CloudFormation waits for a ${type}; AWS gives no other reason`,
  }
}
