import assert from 'node:assert/strict'

import {deploy} from '../verbs/deploy.js'
import {StackError} from '../errors.js'
import {type Sample, sample as createSample} from '../testing/sample-app.fixture.js'
import type {StackResourceEvent} from '../events.js'
import {followFailure} from './follow-failure.js'

const SERVICE = 'arn:aws:ecs:eu-west-1:123456789012:service/cluster/server'
const failed = (logicalId: string, more: Partial<StackResourceEvent> = {}): StackResourceEvent => ({
  logicalId,
  type: 'AWS::ECS::Service',
  status: 'CREATE_FAILED',
  reason: 'it broke',
  physicalId: SERVICE,
  at: 5,
  ...more,
})

describe('a failure that is followed', () => {
  let sample: Sample
  beforeEach(async () => void (sample = await createSample()))

  const taskStopped = () =>
    sample.ctx.ecs.serviceTasks.set('server', [
      {
        arn: 'arn/task/1',
        taskDefinition: 'arn',
        lastStatus: 'STOPPED',
        createdAt: 1,
        containers: [{name: 'main', image: 'image', exitCode: 1}],
      },
    ])

  it('is explained before the rollback has taken away what explains it', async () => {
    taskStopped()
    const watch = followFailure({app: 'sample', stack: 'sample-dev-server'}, sample.ctx)

    for await (const event of watch.watch(told([failed('Service')]))) assert.equal(event.logicalId, 'Service')
    await new Promise(setImmediate)
    sample.ctx.ecs.serviceTasks.clear()
    const neighbour = failed('Other', {reason: 'Resource creation cancelled', at: 4})
    const cause = await watch.cause([neighbour, failed('Service')], undefined)

    assert.equal(cause?.meaning, 'the container main ended with exit code 1')
    assert.equal(cause?.folded, 1)
  })

  it('is explained anew where an earlier one turns out to be the cause', async () => {
    const watch = followFailure({app: 'sample', stack: 'sample-dev-server'}, sample.ctx)
    const earlier = failed('Earlier', {type: 'AWS::EC2::VPC', at: 1})

    for await (const event of watch.watch(told([failed('Service')]))) assert.ok(event)
    const cause = await watch.cause([failed('Service'), earlier], undefined)

    assert.equal(cause?.logicalId, 'Earlier')
    assert.deepEqual(
      cause?.also.map(({logicalId}) => logicalId),
      ['Service'],
    )
  })

  it('is the first line of the error, with all that explains it in the details', async () => {
    const reason =
      'Resource handler returned message: "The maximum number of VPCs has been reached. (Service: Ec2, Status Code: 400, Request ID: 1)" (RequestToken: 2, HandlerErrorCode: ServiceLimitExceeded)'
    sample.ctx.cloudFormation.failAt('sample-dev-network', 'Vpc', reason)

    const error = await deploy(sample.app, sample.settings, {yes: true, force: false}, sample.ctx).catch(
      (thrown: unknown) => thrown,
    )

    assert.ok(StackError.is(error))
    assert.equal(error.message, 'sample-dev-network failed at Vpc: The maximum number of VPCs has been reached')
    assert.equal((error.details['cause'] as {reason: string}).reason, reason)
    assert.match(error.suggestions[0] ?? '', /^aws service-quotas get-service-quota/)
    assert.equal(error.suggestions.at(-1), 'aws-stack sample:deploy')
  })
})

async function* told(events: StackResourceEvent[]) {
  yield* events
}
