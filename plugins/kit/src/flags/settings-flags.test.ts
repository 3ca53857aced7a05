import assert from 'node:assert/strict'

import {StackError} from '@aws-stack/core'

import {fakeApp} from '../testing/fake-app.fixture.js'
import {listOf} from './common-flags.js'
import {givenFlags, placeFlagsOf, settingsFlags} from './settings-flags.js'

describe('settingsFlags', () => {
  it("makes a flag of each setting, with the schema's own text, variable and default", async () => {
    const {topic, 'queue-mode': mode} = settingsFlags(await fakeApp())

    assert.deepEqual([topic?.summary, topic?.env, topic?.default], ['Topic of the queue.', 'FAKE_TOPIC', undefined])
    assert.deepEqual([mode?.summary, mode?.env, mode?.default], ['How the queue works.', 'FAKE_QUEUE_MODE', 'fast'])
  })

  it('refuses a setting whose flag means something else everywhere', async () => {
    const app = await fakeApp()
    const {topic} = app.settings.shape
    assert.ok(topic)

    const settings = Object.assign(Object.create(app.settings) as typeof app.settings, {shape: {exitCode: topic}})

    assert.throws(
      () => settingsFlags({...app, settings}),
      (error) => StackError.is(error) && error.code === 'APP_INVALID',
    )
  })
})

describe('placeFlagsOf', () => {
  it("names the app's own variable for the region", async () => {
    assert.equal(placeFlagsOf(await fakeApp()).region.env, 'FAKE_REGION')
    assert.equal(placeFlagsOf({}).region.env, 'AWS_STACK_REGION')
  })
})

describe('givenFlags', () => {
  it('takes what stands on the command line alone, by the key of the setting', async () => {
    const raw = [
      {type: 'flag', flag: 'queue-mode', input: 'slow'},
      {type: 'flag', flag: 'stage', input: 'test'},
      {type: 'flag', flag: 'json', input: '--json'},
      {type: 'arg', input: 'x'},
    ] as const

    assert.deepEqual(givenFlags(await fakeApp(), raw), {queueMode: 'slow', stage: 'test'})
  })
})

describe('listOf', () => {
  it("reads repeated flags and a variable's list alike", () => {
    assert.deepEqual(
      [listOf(['network', 'server']), listOf('network, server'), listOf(undefined)],
      [['network', 'server'], ['network', 'server'], []],
    )
  })
})
