import assert from 'node:assert/strict'

import {sample} from '../testing/sample-app.fixture.js'
import {deploy} from './deploy.js'
import {diagram} from './diagram.js'

const yes = {yes: true, force: false}

describe('diagram', () => {
  it('draws what is deployed, and says since when it is so', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, yes, ctx)

    const result = await diagram(app, settings, {}, ctx)

    assert.equal(result.source, 'deployed')
    assert.equal(result.changedAt, '1970-01-01T00:00:00.000Z')
    assert.deepEqual(
      result.nodes.map(({kind, name}) => `${kind} ${name}`),
      ['service sample-dev-server-Service', 'filesystem sample-dev-server-Storage'],
    )
  })

  it('draws the deployed templates, not those here', async () => {
    const {app, settings, ctx, edit} = await sample()
    await deploy(app, settings, yes, ctx)
    await edit(
      'network.yaml',
      'Resources: {Vpc: {Type: AWS::EC2::VPC}, Jobs: {Type: AWS::SQS::Queue}}\nOutputs: {VpcId: {Value: !Ref Vpc}}',
    )

    const deployed = await diagram(app, settings, {}, ctx)
    const planned = await diagram(app, settings, {planned: true}, ctx)

    assert.ok(!deployed.nodes.some(({kind}) => kind === 'queue'))
    assert.ok(planned.nodes.some(({kind}) => kind === 'queue'))
    assert.equal(planned.changedAt, undefined)
  })

  it('draws the plan where nothing is deployed, and leaves nothing behind', async () => {
    const {app, settings, ctx} = await sample()

    const result = await diagram(app, settings, {planned: true}, ctx)

    assert.equal(result.source, 'planned')
    assert.deepEqual(
      result.nodes.map(({id}) => id),
      ['server_Service', 'server_Storage'],
    )
    assert.ok(ctx.cloudFormation.calls.every((call) => call.startsWith('describe ')))
  })

  it('says what to run where nothing is deployed', async () => {
    const {app, settings, ctx} = await sample()

    await assert.rejects(diagram(app, settings, {}, ctx), {
      code: 'NOT_DEPLOYED',
      suggestions: ['aws-stack sample:diagram --planned', 'aws-stack sample:deploy'],
    })
  })

  it('draws the parts that are there', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, yes, ctx)
    ctx.cloudFormation.stacks.delete('sample-dev-server')
    ctx.cloudFormation.setStatus('sample-dev-server', 'REVIEW_IN_PROGRESS')

    const result = await diagram(app, settings, {all: true}, ctx)

    assert.deepEqual(
      result.nodes.map(({kind}) => kind),
      ['repository'],
    )
  })
})
