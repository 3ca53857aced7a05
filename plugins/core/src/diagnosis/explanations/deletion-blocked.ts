import type {Explain, Explanation} from '../explanation.js'
import type {FailedEvent} from '../fold-failures.js'

interface Blocker {
  readonly reason: RegExp
  readonly explain: (failure: FailedEvent, match: RegExpExecArray) => Explanation
}

const BLOCKERS: readonly Blocker[] = [
  {
    reason: /bucket you tried to delete is not empty|BucketNotEmpty/,
    explain: ({physicalId, logicalId}) => ({
      meaning: `the bucket ${physicalId ?? logicalId} still holds objects, or versions of objects; S3 deletes empty buckets only`,
      ...(physicalId && {suggestions: [`aws s3 rm s3://${physicalId} --recursive`]}),
    }),
  },
  {
    reason: /RepositoryNotEmpty|cannot be deleted because it still contains images/,
    explain: ({physicalId, logicalId}) => ({
      meaning: `the repository ${physicalId ?? logicalId} still holds images; ECR deletes it only by force`,
      ...(physicalId && {suggestions: [`aws ecr delete-repository --repository-name ${physicalId} --force`]}),
    }),
  },
  {
    reason:
      /Export (\S+) cannot be (?:deleted|updated) as it is in use by ([^"]+?)\.?$|Cannot delete export (\S+) as it is in use by ([^"]+?)\.?$/,
    explain: (_, [, one, user, other, otherUser]) => ({
      meaning: `the output ${one ?? other} is imported by ${user ?? otherUser}, which has to go or change first`,
    }),
  },
  {
    reason: /(eni-\w+)/,
    explain: (_, [, eni = '']) => ({
      meaning: `the network interface ${eni} is still attached; Lambda gives its interfaces back many minutes after the function is gone`,
      facts: {networkInterface: eni},
      suggestions: [`aws ec2 describe-network-interfaces --network-interface-ids ${eni}`],
    }),
  },
  {
    reason: /DependencyViolation|has a dependent object|has dependencies and cannot be deleted/,
    explain: ({physicalId, logicalId}) => ({
      meaning: `something that is not part of the stack still uses ${physicalId ?? logicalId}: a network interface, an instance, or a rule of another security group`,
    }),
  },
  {
    reason: /ResourceInUse|is in use|still in use/i,
    explain: ({physicalId, logicalId}) => ({
      meaning: `${physicalId ?? logicalId} is still in use by something else`,
    }),
  },
]

export const explainDeletionBlocked: Explain = (failure, {ctx}) => {
  if (failure.status !== 'DELETE_FAILED') return undefined
  for (const {reason, explain} of BLOCKERS) {
    const match = reason.exec(failure.reason ?? '')
    if (!match) continue
    const {suggestions = [], ...explanation} = explain(failure, match)
    return {...explanation, suggestions: suggestions.map((command) => `${command} --region ${ctx.region}`)}
  }
  return undefined
}
