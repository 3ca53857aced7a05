import assert from 'node:assert/strict'

import {createSecrets} from '@aws-stack/core'

import {createLog} from './log.js'
import {learnOwnSecrets, maskInRunner} from './masks.js'

describe('maskInRunner', () => {
  it('tells the runner a secret and its spellings before it can be used', () => {
    const {secrets, masks} = masked()

    secrets.add('pass word/1')

    const told = masks()
    assert.equal(told[0], 'pass word/1')
    assert.ok(told.includes(encodeURIComponent('pass word/1').replaceAll('%', '%25')))
    assert.ok(told.includes(Buffer.from('pass word/1').toString('base64')))
  })

  it('masks a key line by line, but not its brackets', () => {
    const {secrets, masks} = masked()

    secrets.add('-----BEGIN KEY-----\nMIIEvQIBADANBg\n}\n-----END KEY-----')

    assert.ok(masks().includes('MIIEvQIBADANBg'))
    assert.ok(masks().every((mask) => mask.length >= 4 && !mask.includes('%0A')))
  })

  it('leaves a secret alone that would take half the log with it, and tells none twice', () => {
    const {secrets, masks} = masked()

    secrets.add('abc')
    secrets.add('hunter22')

    assert.ok(!masks().includes('abc'))
    assert.equal(new Set(masks()).size, masks().length)
  })

  it('knows the token and the credentials of the environment', () => {
    const {secrets, masks} = masked()

    learnOwnSecrets(secrets, 'ghs_0123456789', {
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI',
      AWS_SESSION_TOKEN: 'IQoJb3JpZ2lu',
    })

    for (const secret of ['ghs_0123456789', 'wJalrXUtnFEMI', 'IQoJb3JpZ2lu']) assert.ok(masks().includes(secret))
  })
})

function masked() {
  const lines: string[] = []
  const secrets = createSecrets()
  maskInRunner(
    secrets,
    createLog((text) => lines.push(text) > 0),
  )
  const masks = () => lines.map((line) => line.replace('::add-mask::', '').replace(/\n$/, ''))
  return {secrets, masks}
}
