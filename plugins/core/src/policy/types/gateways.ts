import {reference, type Right, THROUGH_CLOUDFORMATION, type TypeRow} from '../type-row.js'

const doc = reference('amazonapigatewaymanagement')

/** AWS makes the ids; what is below an API has its tags: "API Gateway resources that can be tagged". */
function below(path: string, rights: Pick<Right, 'create' | 'read' | 'update' | 'delete'>): Right {
  return {on: [`apigateway:${path}`], tagged: 'resource', ...rights}
}

/** What is made at the top has no id and no tags yet, and is made with them. */
function made(path: string): Right {
  return {on: [`apigateway:${path}`], tagged: 'request', create: ['POST']}
}

/** Tags have an address of their own, which does not tell whose they are: who may write there by himself makes any API one of the app's. */
const TAGS: Right = {
  on: ['apigateway:/tags/*'],
  condition: THROUGH_CLOUDFORMATION,
  because: 'the address of tags holds the ARN of what has them, and AWS makes its id',
  create: ['PUT'],
  read: ['GET'],
  update: ['PUT', 'DELETE'],
}

const ALL: Pick<Right, 'read' | 'update' | 'delete'> = {
  read: ['GET'],
  update: ['PATCH', 'PUT'],
  delete: ['DELETE'],
}

export const gatewayTypes: Readonly<Record<string, TypeRow>> = {
  'AWS::ApiGateway::RestApi': {
    doc,
    service: 'apigateway',
    rights: [made('/restapis'), below('/restapis/*', {...ALL, create: ['GET', 'PATCH']}), TAGS],
  },
  'AWS::ApiGateway::Method': {
    doc,
    service: 'apigateway',
    rights: [
      below('/restapis/*/resources/*', {create: ['PUT'], read: ['GET'], update: ['PUT', 'DELETE'], delete: ['DELETE']}),
      {
        on: ['{Integration.Credentials}'],
        condition: {StringEquals: {'iam:PassedToService': 'apigateway.amazonaws.com'}},
        create: ['iam:PassRole'],
        update: ['iam:PassRole'],
      },
    ],
  },
  'AWS::ApiGateway::Deployment': {
    doc,
    service: 'apigateway',
    rights: [below('/restapis/*/deployments', {create: ['POST']}), below('/restapis/*/deployments/*', ALL)],
  },
  'AWS::ApiGateway::Stage': {
    doc,
    service: 'apigateway',
    rights: [
      below('/restapis/*/stages', {create: ['POST']}),
      below('/restapis/*/stages/*', {...ALL, create: ['PATCH']}),
      TAGS,
    ],
  },
  'AWS::ApiGateway::ApiKey': {
    doc,
    service: 'apigateway',
    rights: [made('/apikeys'), below('/apikeys/*', ALL), TAGS],
  },
  'AWS::ApiGateway::UsagePlan': {
    doc,
    service: 'apigateway',
    rights: [made('/usageplans'), below('/usageplans/*', {...ALL, delete: ['DELETE', 'PATCH']}), TAGS],
  },
  'AWS::ApiGateway::UsagePlanKey': {
    doc,
    service: 'apigateway',
    rights: [
      below('/usageplans/*/keys', {create: ['POST'], read: ['GET']}),
      below('/usageplans/*/keys/*', {read: ['GET'], delete: ['DELETE']}),
    ],
  },
}
