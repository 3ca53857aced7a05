import assert from 'node:assert/strict'

import {sample} from '../testing/sample-app.fixture.js'
import {diagram} from './diagram.js'
import {sketch} from './sketch.js'

describe('sketch', () => {
  it('draws what a planned diagram does, and asks AWS nothing', async () => {
    const {app, settings, ctx} = await sample()
    const planned = await diagram(app, settings, {planned: true}, ctx)
    const calls = ctx.cloudFormation.calls.length

    const drawn = await sketch(app, settings, '123456789012')

    assert.deepEqual(drawn, planned)
    assert.equal(ctx.cloudFormation.calls.length, calls)
  })
})
