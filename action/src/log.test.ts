import assert from 'node:assert/strict'

import {setSecret} from '@actions/core'

import {createLog} from './log.js'
import {commandsIn} from './testing/runner-commands.fixture.js'

describe('createLog', () => {
  it('puts a command on a line of its own', () => {
    const {log, text} = kept()

    log.write('half a line')
    log.command(() => setSecret('s3cret'))

    assert.equal(text(), 'half a line\n::add-mask::s3cret\n')
  })

  it('takes what anybody writes for text while commands run, in one order', async () => {
    const {log, text} = kept()

    await log.guard(async () => {
      console.log('::set-output name=x::y')
      process.stderr.write('::add-')
      await Promise.resolve()
      process.stdout.write(new TextEncoder().encode('mask::é\n'))
      log.command(() => setSecret('mine'))
    })

    assert.deepEqual(commandsIn(text()), ['add-mask'])
    assert.equal(text(), ': :set-output name=x::y\n: :add-mask::é\n::add-mask::mine\n')
  })

  it('gives the streams back when the work fails', async () => {
    const {log} = kept()
    const before = writers()

    await assert.rejects(log.guard(() => Promise.reject(new Error('no'))))

    assert.deepEqual(writers(), before)
  })
})

function writers() {
  return [process.stdout, process.stderr].map((stream): unknown => Reflect.get(stream, 'write'))
}

function kept() {
  const pieces: string[] = []
  const log = createLog((text, done) => {
    pieces.push(text)
    done?.()
    return true
  })
  return {log, text: () => pieces.join('')}
}
