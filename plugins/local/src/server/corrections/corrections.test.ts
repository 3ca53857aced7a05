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

  describe('of a service that runs', () => {
    const service = {
      serviceArn: 'arn:aws:ecs:eu-west-1:123456789012:service/home/it',
      serviceName: 'it',
      clusterArn: 'arn:aws:ecs:eu-west-1:123456789012:cluster/home',
      status: 'ACTIVE',
      desiredCount: 2,
      runningCount: 2,
      taskDefinition: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/it:1',
      deployments: [{id: 'ecs-svc/7', createdAt: 1, updatedAt: 2}],
    }
    const digest = `sha256:${'1'.repeat(64)}`
    const containerDefinitions = [{name: 'main', image: `host/it@${digest}`, healthCheck: {}}]
    const moto = async ({headers}: ServiceRequest): Promise<ServiceResponse> => {
      switch (String(headers['x-amz-target']).split('.')[1]) {
        case 'DescribeServices':
          return answer({services: [service], failures: []})
        case 'DescribeTaskDefinition':
          return answer({taskDefinition: {containerDefinitions}})
        case 'ListTasks':
          return answer({taskArns: []})
        default:
          return answer({tasks: [], failures: []})
      }
    }
    const ask = async <T>(operation: string, input: object): Promise<T> => {
      const {body} = await corrections[`ecs.${operation}`]!(request(`${ECS}.${operation}`, input), moto)
      return JSON.parse(body.toString()) as T
    }

    it('tell its tasks, healthy and by the digest of their image', async () => {
      const {taskArns} = await ask<{taskArns: string[]}>('ListTasks', {cluster: 'home', serviceName: 'it'})
      const {tasks} = await ask<{tasks: {startedBy: string; containers: object[]}[]}>('DescribeTasks', {
        tasks: taskArns,
      })

      assert.equal(new Set(taskArns).size, 2)
      assert.deepEqual(
        tasks.map(({startedBy}) => startedBy),
        ['ecs-svc/7', 'ecs-svc/7'],
      )
      assert.partialDeepStrictEqual(tasks[0]!.containers, [
        {name: 'main', imageDigest: digest, healthStatus: 'HEALTHY'},
      ])
    })

    it('tell its service deployment, which is done when the tasks run', async () => {
      type Told = {serviceDeployments: {serviceDeploymentArn: string; status: string}[]}
      const listed = await ask<Told>('ListServiceDeployments', {cluster: 'home', service: 'it'})
      const serviceDeploymentArns = listed.serviceDeployments.map(({serviceDeploymentArn}) => serviceDeploymentArn)
      const described = await ask<Told>('DescribeServiceDeployments', {serviceDeploymentArns})

      assert.deepEqual(serviceDeploymentArns, ['arn:aws:ecs:eu-west-1:123456789012:service-deployment/home/it/7'])
      assert.deepEqual(described.serviceDeployments, listed.serviceDeployments)
      assert.equal(listed.serviceDeployments[0]?.status, 'SUCCESSFUL')
    })
  })
})
