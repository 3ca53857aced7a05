import {randomUUID} from 'node:crypto'

import type {AddPermissionRequest} from '@aws-sdk/client-lambda'

import type {ServiceResponse} from '../../../server/service.js'
import {answer, type LambdaCall, NOTHING} from '../lambda-operation.js'
import {conflict, notFound} from '../state/faults.js'
import type {FunctionState, Statement} from '../state/world.js'

type Call<Input> = LambdaCall<Input> & {readonly it: FunctionState}

export function addPermission({it, input}: Call<AddPermissionRequest>): ServiceResponse {
  const statement = statementOf(input, it.arn)
  if (it.policy.some(({Sid}) => Sid === statement.Sid))
    throw conflict(
      `The statement id (${statement.Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    )
  it.policy = [...it.policy, statement]
  return answer({Statement: JSON.stringify(statement)}, 201)
}

export function removePermission({it, request}: Call<never>): ServiceResponse {
  const id = decodeURIComponent(request.path.split('/')[5] ?? '')
  if (!it.policy.some(({Sid}) => Sid === id)) throw notFound(`Statement ${id} is not found in resource policy.`)
  it.policy = it.policy.filter(({Sid}) => Sid !== id)
  return NOTHING
}

export function getPolicy({it}: Call<never>): ServiceResponse {
  if (it.policy.length === 0) throw notFound('The resource you requested does not exist.')
  const Policy = JSON.stringify({Version: '2012-10-17', Id: 'default', Statement: it.policy})
  return answer({Policy, RevisionId: randomUUID()})
}

function statementOf(input: AddPermissionRequest, arn: string): Statement {
  const {Principal = '', SourceAccount, SourceArn, PrincipalOrgID} = input
  const StringEquals = {
    ...(SourceAccount && {'AWS:SourceAccount': SourceAccount}),
    ...(PrincipalOrgID && {'aws:PrincipalOrgID': PrincipalOrgID}),
  }
  const Condition = {
    ...(Object.keys(StringEquals).length > 0 && {StringEquals}),
    ...(SourceArn && {ArnLike: {'AWS:SourceArn': SourceArn}}),
  }
  return {
    Sid: input.StatementId ?? '',
    Effect: 'Allow',
    Principal: principal(Principal),
    Action: input.Action,
    Resource: arn,
    ...(Object.keys(Condition).length > 0 && {Condition}),
  }
}

function principal(name: string): unknown {
  if (name === '*') return name
  if (name.includes('.amazonaws.com')) return {Service: name}
  return {AWS: /^\d{12}$/.test(name) ? `arn:aws:iam::${name}:root` : name}
}
