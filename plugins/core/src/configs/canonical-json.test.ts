import assert from 'node:assert/strict'

import fc from 'fast-check'

import {canonicalJson, isSameContent} from './canonical-json.js'
import {minifyJson} from './minify-json.js'

describe('canonical JSON', () => {
  it('is one for all spellings of a value', () => {
    const same = [
      '{"b": [1, "é"], "a": 0.1}',
      '{"a":0.10000000000000001,"b":[1.0,"\\u00e9"]}',
      '{ "a": 1e-1, "b": [1e0, "é"] }',
    ]

    assert.deepEqual(new Set(same.map(canonicalJson)).size, 1)
  })

  it('sorts by code point: what is beyond U+FFFF comes last', () => {
    assert.equal(
      canonicalJson('{"\u{1F600}": 1, "\uFF5E": 2, "a": 3}'),
      String.raw`{"a":3,"\uff5e":2,"\ud83d\ude00":1}`,
    )
  })

  it('tells large integers apart that a double would not', () => {
    assert.ok(!isSameContent('12345678901234567890', '12345678901234567891'))
    assert.ok(isSameContent('1e22', '10000000000000000000000'))
  })

  it('is the same before and after the uploader', () => {
    fc.assert(fc.property(fc.json(), (text) => isSameContent(text, minifyJson(text))))
  })

  it('takes what is no JSON for the same only where it is the same text', () => {
    assert.ok(isSameContent('a: 1', 'a: 1'))
    assert.ok(!isSameContent('a: 1', 'a:  1'))
    assert.throws(() => canonicalJson('a: 1'), {code: 'CONFIG_INVALID'})
  })
})
