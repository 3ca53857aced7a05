import type {Explain} from '../explanation.js'
import {plainReason} from '../plain-reason.js'

const WHO =
  /(?:User: )?(?<principal>arn:[\w-]+:(?:iam|sts)::\S+) is not authorized to perform: (?<action>[\w-]+:\w+)(?: on (?:the )?resource: (?<resource>\S+))?/
const DENIED =
  /not authorized to perform|\bAccessDenied|UnauthorizedOperation|HandlerErrorCode: (AccessDenied|UnauthorizedTaggingOperation)/

/** The ends of the sentence in "Troubleshoot access denied error messages" of the IAM User Guide. */
const POLICY =
  /(?<explicit>explicit deny in|no) (?:an? )?(?<policy>(?:identity-based|resource-based|service control|resource control|session|VPC endpoint) policy|permissions boundary)/

export const explainDeniedAction: Explain = ({reason = '', logicalId}) => {
  if (!DENIED.test(reason)) return undefined
  const {principal, action = /API: ([\w-]+:\w+)/.exec(reason)?.[1], resource} = WHO.exec(reason)?.groups ?? {}
  const {explicit, policy} = POLICY.exec(reason)?.groups ?? {}
  const encodedMessage = /[Ee]ncoded authorization failure message: ([\w-]+)/.exec(reason)?.[1]
  const why = policy ? `: ${explicit === 'no' ? `no ${policy} allows it` : `a ${policy} denies it`}` : ''
  const who = principal ?? 'the role that deploys'
  const what = action ? `${who} may not do ${action}` : `${who} lacks a permission that ${logicalId} needs`
  return {
    meaning: `${what}${resource ? ` on ${resource.replace(/[.,]$/, '')}` : ''}${why}`,
    facts: known({
      action,
      principal,
      resource: resource?.replace(/[.,]$/, ''),
      policy,
      encodedMessage,
      message: encodedMessage && plainReason(reason),
    }),
  }
}

function known(facts: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(facts).filter((fact): fact is [string, string] => fact[1] !== undefined))
}
