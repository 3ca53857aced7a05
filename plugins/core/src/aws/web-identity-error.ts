import {awsFailure, type Judge, sentence} from './aws-call.js'

/** What STS says of AssumeRoleWithWebIdentity, whichever call needed the credentials: by code and words, since the codes alone have several meanings. */
const REFUSALS: readonly {name: RegExp; message: RegExp; why: string; means: string}[] = [
  {
    name: /^AccessDenied(Exception)?$/,
    message: /Not authorized to perform sts:AssumeRoleWithWebIdentity/,
    why: 'trust',
    means: 'there is no such role, or its trust policy does not admit this identity',
  },
  {
    name: /^InvalidIdentityToken(Exception)?$/,
    message: /No OpenIDConnect provider found/,
    why: 'no-provider',
    means: 'the account has no identity provider for the token',
  },
  {
    name: /^InvalidIdentityToken(Exception)?$/,
    message: /audience/i,
    why: 'audience',
    means: "the account's identity provider does not take the audience of the token",
  },
  {
    name: /^ExpiredToken(Exception)?$/,
    message: /^Token expired/,
    why: 'expired',
    means: 'the identity token has expired',
  },
  {
    name: /^InvalidIdentityToken(Exception)?$/,
    message: /expired/i,
    why: 'expired',
    means: 'the identity token has expired',
  },
  {
    name: /^InvalidIdentityToken(Exception)?$/,
    message: /./,
    why: 'token',
    means: 'STS does not accept the identity token',
  },
]

/** A role that was to be assumed by a token: of GitHub Actions, of Kubernetes. */
export const judgeWebIdentity: Judge = (fault, call) => {
  const found = REFUSALS.find(({name, message}) => name.test(fault.name) && message.test(fault.message))
  if (!found) return undefined
  const text = `${found.means}: ${sentence(fault.message)} (${fault.name})`
  return {
    failure: awsFailure('ROLE_NOT_ASSUMED', text, fault, call, {
      details: {why: found.why},
      suggestions: ['aws-stack doctor'],
    }),
  }
}
