import assert from 'node:assert/strict'

import type {ServiceRequest, ServiceResponse} from '../service.js'
import {corrections} from './index.js'

function request(target: string, body: object): ServiceRequest {
  return {
    service: 'ecs',
    region: 'eu-west-1',
    accountId: '123456789012',
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: {'x-amz-target': target},
    body: Buffer.from(JSON.stringify(body)),
  }
}

function answer(body: object, status = 200): ServiceResponse {
  return {status, headers: {}, body: JSON.stringify(body)}
}

const ECS = 'AmazonEC2ContainerServiceV20141113'

describe('corrections of moto', () => {
  it('passes a refusal on as it is', async () => {
    const refused = answer({__type: 'ClusterNotFoundException'}, 400)

    for (const [name, correction] of Object.entries(corrections)) {
      const response = await correction(request(`x.${name.split('.')[1]}`, {}), () => Promise.resolve(refused))

      assert.equal(response, refused, name)
    }
  })

  it('makes one call only for a service without the settings that moto forgets', async () => {
    const forwarded: unknown[] = []

    await corrections['ecs.CreateService']!(request(`${ECS}.CreateService`, {serviceName: 'it'}), async (it) => {
      forwarded.push(it.headers['x-amz-target'])
      return answer({service: {}})
    })

    assert.deepEqual(forwarded, [`${ECS}.CreateService`])
  })

  it('shows no launch type for a service with a capacity provider strategy', async () => {
    const service = {
      launchType: 'EC2',
      capacityProviderStrategy: [{capacityProvider: 'FARGATE'}],
      desiredCount: 1,
      runningCount: 0,
      deployments: [{id: 'ecs-svc/1', desiredCount: 0, rolloutState: 'COMPLETED'}],
    }

    const {body} = await corrections['ecs.DescribeServices']!(request(`${ECS}.DescribeServices`, {}), async () =>
      answer({services: [service], failures: []}),
    )

    assert.deepEqual(JSON.parse(body.toString()), {
      services: [
        {
          capacityProviderStrategy: [{capacityProvider: 'FARGATE'}],
          desiredCount: 1,
          runningCount: 0,
          deployments: [{id: 'ecs-svc/1', desiredCount: 1, runningCount: 0, rolloutState: 'IN_PROGRESS'}],
        },
      ],
      failures: [],
    })
  })
})
