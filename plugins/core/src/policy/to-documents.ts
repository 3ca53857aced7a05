import {StackError} from '../errors.js'
import type {PolicyDocument, PolicyStatement} from './policy-result.js'

/** Of a managed policy, white space aside: "IAM and AWS STS quotas". */
const MAX_CHARACTERS = 6144

/** Managed policies on one role, by default: the same page. */
const MAX_DOCUMENTS = 10

/** As few documents as hold them. Throws `POLICY_TOO_LONG` where a role cannot take so many. */
export function toDocuments(statements: readonly PolicyStatement[]): PolicyDocument[] {
  const free = MAX_CHARACTERS - JSON.stringify(documentOf([])).length
  const bins: {size: number; entries: PolicyDocument['Statement'][number][]}[] = []
  const entries = statements.map((statement) => {
    const entry = toEntry(statement)
    return {entry, size: JSON.stringify(entry).length + 1}
  })
  for (const {entry, size} of entries.sort((one, other) => other.size - one.size)) {
    const bin = bins.find((candidate) => candidate.size + size <= free)
    if (bin) {
      bin.entries.push(entry)
      bin.size += size
    } else bins.push({size, entries: [entry]})
  }
  if (bins.length > MAX_DOCUMENTS || bins.some(({size}) => size > free)) throw tooLong(bins.length)
  return bins.map(({entries}) => documentOf(entries))
}

function documentOf(entries: PolicyDocument['Statement']): PolicyDocument {
  return {Version: '2012-10-17', Statement: entries}
}

function toEntry({sid, actions, resources, condition}: PolicyStatement): PolicyDocument['Statement'][number] {
  return {
    Sid: sid,
    Effect: 'Allow',
    Action: actions,
    Resource: resources,
    ...(condition && {Condition: condition}),
  }
}

function tooLong(count: number): StackError {
  return new StackError(
    'POLICY_TOO_LONG',
    `the policy needs ${count} documents of ${MAX_CHARACTERS} characters, and a role takes ${MAX_DOCUMENTS}: ask for fewer commands, and give them roles of their own`,
    {details: {documents: count}},
  )
}
