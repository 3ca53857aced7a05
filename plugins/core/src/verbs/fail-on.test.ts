import assert from 'node:assert/strict'

import type {RefusedChange} from '../planning/refused-changes.js'
import {errorOf} from '../testing/error-of.fixture.js'
import {sampleWithOptionalParts} from '../testing/optional-part.fixture.js'
import {sample, SERVER} from '../testing/sample-app.fixture.js'
import {deploy} from './deploy.js'

const yes = {yes: true, force: false}
const force = {yes: true, force: true}

/** Deployed; from now on a VPC is replaced when its CIDR block changes. */
async function deployed() {
  const made = await sample()
  await deploy(made.app, made.settings, yes, made.ctx)
  const {cloudFormation, docker} = made.ctx
  cloudFormation.replaces.add('AWS::EC2::VPC')
  cloudFormation.calls.length = 0
  docker.built.length = 0
  return {...made, moved: {...made.settings, config: {cidr: '10.43.0.0/24'}}}
}

function changesAmong(calls: readonly string[]): string[] {
  return calls.filter((call) => /^(execute|delete) /.test(call))
}

describe('deploy with fail-on', () => {
  it('refuses a replacement before anything is asked, built or changed, whatever --force says', async () => {
    const {app, moved, ctx, edit} = await deployed()
    await edit('image/main.txt', 'changed')

    const error = await errorOf(deploy(app, moved, {yes: false, force: true, failOn: ['replace']}, ctx))

    assert.equal(error.code, 'CHANGE_REFUSED')
    assert.equal(
      error.message,
      'nothing was changed, as --fail-on replace asks: network/Vpc (AWS::EC2::VPC) would be replaced',
    )
    assert.deepEqual(error.suggestions, ['aws-stack sample:plan'])
    assert.deepEqual(changesAmong(ctx.cloudFormation.calls), [])
    assert.equal(ctx.cloudFormation.changeSets, 0)
    assert.deepEqual([ctx.docker.built, ctx.host.questions], [[], []])
  })

  it('tells every change and the plan in its details', async () => {
    const {app, moved, ctx} = await deployed()

    const {details} = await errorOf(deploy(app, moved, {...yes, failOn: ['replace']}, ctx))

    assert.deepEqual(details['changes'], [
      {part: 'network', logicalId: 'Vpc', type: 'AWS::EC2::VPC', change: 'replace', certain: true},
    ])
    assert.equal((details['plan'] as {app: string}).app, 'sample')
    assert.deepEqual(details['failOn'], ['replace'])
  })

  it('names the first ten and counts the rest', async () => {
    const {app, settings, ctx, edit} = await sample()
    const topics = Array.from({length: 12}, (_, index) => `  Topic${index}: {Type: AWS::SNS::Topic}\n`).join('')
    await edit('server.yaml', SERVER.replace('Outputs:', `${topics}Outputs:`))
    await deploy(app, settings, yes, ctx)
    await edit('server.yaml', SERVER)

    const error = await errorOf(deploy(app, settings, {...yes, failOn: ['delete']}, ctx))

    assert.match(error.message, /server\/Topic9 \(AWS::SNS::Topic\) would be deleted; and 2 more$/)
    assert.equal((error.details['changes'] as RefusedChange[]).length, 12)
  })

  it('refuses the deletion of a part that the settings no longer name', async () => {
    const {app, naming, ctx} = await sampleWithOptionalParts()
    await deploy(app, naming('bucket'), yes, ctx)
    ctx.cloudFormation.calls.length = 0

    const error = await errorOf(deploy(app, naming(), {...force, failOn: ['delete']}, ctx))

    assert.match(
      error.message,
      /^nothing was changed, as --fail-on delete asks: bucket, the whole stack, would be deleted/,
    )
    assert.deepEqual(changesAmong(ctx.cloudFormation.calls), [])
  })

  it('goes on where nothing of that kind would happen', async () => {
    const {app, moved, ctx, edit} = await deployed()
    await edit('server.yaml', SERVER.replace(/ {2}Storage: .*\n/, ''))

    const result = await deploy(app, {...moved, config: {cidr: '10.42.0.0/24'}}, {...force, failOn: ['replace']}, ctx)

    assert.equal(result.changed, true)
  })

  it('refuses at the change set what the plan could not foresee, before that is executed', async () => {
    const {app, settings, ctx} = await deployed()
    ctx.cloudFormation.replaces.add('AWS::EC2::SecurityGroup')
    ctx.cloudFormation.outputs.set('sample-dev-network.VpcId', 'vpc-other')
    ctx.cloudFormation.replaces.delete('AWS::EC2::VPC')
    const moved = {...settings, config: {cidr: '10.44.0.0/24'}}

    const error = await errorOf(deploy(app, moved, {...force, failOn: ['replace']}, ctx))

    assert.equal(error.code, 'CHANGE_REFUSED')
    assert.match(
      error.message,
      /^sample-dev-server was left as it is, as --fail-on replace asks: server\/Group \(AWS::EC2::SecurityGroup\) would/,
    )
    assert.deepEqual(changesAmong(ctx.cloudFormation.calls), ['execute sample-dev-network'])
    assert.equal(ctx.cloudFormation.changeSets, 0)
  })

  it('refuses to delete what a failed deletion has left, and deletes what a failed creation has left', async () => {
    const failed = await deployed()
    failed.ctx.cloudFormation.setStatus('sample-dev-server', 'DELETE_FAILED')
    const fresh = await sample()
    fresh.ctx.cloudFormation.setStatus('sample-dev-network', 'ROLLBACK_COMPLETE')

    const error = await errorOf(deploy(failed.app, failed.settings, {...force, failOn: ['delete']}, failed.ctx))
    const result = await deploy(fresh.app, fresh.settings, {...yes, failOn: ['delete']}, fresh.ctx)

    assert.match(error.message, /server, the whole stack, would be deleted$/)
    assert.deepEqual(changesAmong(failed.ctx.cloudFormation.calls), [])
    assert.equal(result.changed, true)
  })
})
