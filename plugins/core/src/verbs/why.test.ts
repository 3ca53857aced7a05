import assert from 'node:assert/strict'

import {type Sample, sample as createSample} from '../testing/sample-app.fixture.js'
import {deploy} from './deploy.js'
import {destroy} from './destroy.js'
import {why} from './why.js'

describe('why', () => {
  let sample: Sample
  beforeEach(async () => void (sample = await createSample()))

  const run = () => deploy(sample.app, sample.settings, {yes: true, force: false}, sample.ctx)
  const ask = (parts?: string[]) => why(sample.app, sample.settings, {parts}, sample.ctx)
  const network = async () => (await ask()).parts.find(({part}) => part === 'network')

  it('has nothing to say where nothing is deployed, or nothing failed', async () => {
    const before = await ask()
    await run()
    const after = await ask()

    assert.equal(before.failed, false)
    assert.deepEqual(before.parts[0], {part: 'registry', name: 'sample-dev-registry', status: 'NOT_DEPLOYED'})
    assert.equal(after.failed, false)
    assert.equal(after.parts[0]?.status, 'CREATE_COMPLETE')
  })

  it('tells the last failure again, with the line of the template and what to run', async () => {
    sample.ctx.cloudFormation.failAt('sample-dev-network', 'Vpc', 'The maximum number of VPCs has been reached.')
    await assert.rejects(run())

    const {failed} = await ask()
    const part = await network()

    assert.equal(failed, true)
    assert.equal(part?.status, 'ROLLBACK_COMPLETE')
    assert.equal(part?.failure?.operation, 'CREATE')
    assert.equal(part?.failure?.endedAs, 'ROLLBACK_COMPLETE')
    const {cause} = part?.failure ?? {}
    assert.equal(cause?.logicalId, 'Vpc')
    assert.match(cause?.template?.file ?? '', /network\.yaml$/)
    assert.equal(cause?.template?.line, 4)
    assert.equal(cause?.facts?.['quotaCode'], 'L-F678F1CE')
    assert.equal(cause?.suggestions.at(-1), 'aws-stack sample:deploy')
  })

  it('tells the same cause as the deploy did', async () => {
    sample.ctx.cloudFormation.failAt('sample-dev-network', 'Vpc', 'it broke')
    const error = await run().catch((thrown: unknown) => thrown as {details: {cause: object}})

    const {cause} = (await network())?.failure ?? {}

    assert.deepEqual({...cause, suggestions: []}, 'details' in error ? error.details.cause : undefined)
  })

  it('says that a failure was mended since', async () => {
    await run()
    sample.ctx.cloudFormation.failAt('sample-dev-network', 'Vpc', 'it broke')
    const settings = {...sample.settings, config: {cidr: '10.43.0.0/24'}}
    await assert.rejects(deploy(sample.app, settings, {yes: true, force: true}, sample.ctx))
    await deploy(sample.app, settings, {yes: true, force: true}, sample.ctx)

    const result = await ask()
    const part = await network()

    assert.equal(result.failed, false)
    assert.equal(part?.failure?.operation, 'UPDATE')
    assert.equal(part?.failure?.mended?.operation, 'UPDATE')
  })

  it('finds the failure of a stack that was deleted since', async () => {
    sample.ctx.cloudFormation.failAt('sample-dev-network', 'Vpc', 'it broke')
    await assert.rejects(run())
    await destroy(sample.app, sample.settings, {yes: true, force: true}, sample.ctx)

    const part = await network()

    assert.equal(part?.status, 'NOT_DEPLOYED')
    assert.equal(part?.failure?.cause?.reason, 'it broke')
  })

  it('looks at the chosen parts alone, and says which there are', async () => {
    assert.deepEqual(
      (await ask(['server'])).parts.map(({part}) => part),
      ['server'],
    )
    await assert.rejects(ask(['wrong']), {code: 'UNKNOWN_PART'})
  })
})
