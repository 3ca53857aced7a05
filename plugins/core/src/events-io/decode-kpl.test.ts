import assert from 'node:assert/strict'
import {createHash} from 'node:crypto'

import fc from 'fast-check'

import {decodeKpl} from './decode-kpl.js'
import {encodeKpl} from './encode-kpl.fixture.js'

const bytes = fc.uint8Array({maxLength: 300}).map((array) => Buffer.from(array))
const records = fc.array(
  fc.record({partitionKey: fc.string({unit: 'grapheme', maxLength: 20}), data: bytes}, {noNullPrototype: true}),
  {
    maxLength: 20,
  },
)

describe('decodeKpl', () => {
  it('gives back what the producer put together, in its order', () => {
    fc.assert(fc.property(records, (each) => assert.deepEqual(decodeKpl(encodeKpl(each)), each)))
  })

  it('reads a message with fields that it does not know', () => {
    // explicit_hash_key_table "7", explicit_hash_key_index 0 and a tag {key: "t"}, written by hand.
    const known = Buffer.from('0a016b' + '120137' + '1a0d' + '0800' + '1000' + '1a026869' + '22030a0174', 'hex')
    const whole = encodeKpl([{partitionKey: 'k', data: Buffer.from('hi')}])
    const digest = encodeDigest(known)

    assert.deepEqual(decodeKpl(Buffer.concat([whole.subarray(0, 4), known, digest])), [
      {partitionKey: 'k', data: Buffer.from('hi')},
    ])
  })

  it('takes for data of its own what is not whole, and whatever else', () => {
    const whole = encodeKpl([{partitionKey: 'k', data: Buffer.from('hello')}])

    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({min: 1, max: 255}), (at, by) => {
        const broken = Buffer.from(whole)
        broken[at] = (broken[at] ?? 0) ^ by
        assert.equal(decodeKpl(broken), undefined)
      }),
    )
    fc.assert(fc.property(bytes, (data) => assert.equal(decodeKpl(data), undefined)))
  })

  it('takes for data of its own what has the right digest of a message that is none', () => {
    fc.assert(
      fc.property(bytes, (message) => {
        const decoded = decodeKpl(Buffer.concat([Buffer.from('f3899ac2', 'hex'), message, encodeDigest(message)]))
        assert.ok(decoded === undefined || Array.isArray(decoded))
      }),
    )
  })
})

function encodeDigest(message: Buffer): Buffer {
  return createHash('md5').update(message).digest()
}
