import type {Explain} from '../explanation.js'

/** Lambda, ECS and CloudFormation each have a sentence of their own. */
const SENTENCES = [
  /role defined for the function cannot be assumed by (?<service>Lambda)/i,
  /(?<service>ECS) was unable to assume the role '(?<role>[^']+)'/,
  /Role (?<role>arn:\S+) is invalid or cannot be assumed/,
  /(?:is not authorized|unable) to assume(?: the)?(?: provided)? role(?: '?(?<role>arn:[^\s']+))?/i,
]

/** "Using service-linked roles for Amazon ECS" of the ECS Developer Guide: the first service of an account can come before its role. */
const SERVICE_LINKED = /unable to assume the service linked role/i

export const explainRoleNotAssumable: Explain = ({reason = '', type}) => {
  if (SERVICE_LINKED.test(reason)) {
    const create = 'aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com'
    return {
      meaning: 'the account has no service-linked role for the service yet, or it was made a moment ago',
      suggestions: type.startsWith('AWS::ECS::') ? [create] : [],
    }
  }
  const match = SENTENCES.map((sentence) => sentence.exec(reason)).find(Boolean)
  if (!match) return undefined
  const {service = 'the service', role} = match.groups ?? {}
  return {
    meaning: `${service} cannot assume ${role ?? 'the role'}: its trust policy does not name the service, or IAM has not spread it yet; a role that was made a moment ago often works when the deployment is repeated`,
    ...(role && {facts: {role}}),
  }
}
