import assert from 'node:assert/strict'

import fc from 'fast-check'

import {isSameContent} from './canonical-json.js'
import {diffJson} from './diff-json.js'

describe('the difference of two JSON texts', () => {
  it('names the smallest values that differ by their paths', () => {
    const before = '{"transforms": [{"type": "a", "settings": {"key": "x", "n": 1}}], "gone": true}'
    const after = '{"transforms": [{"settings": {"n": 1.0, "key": "y"}, "type": "a"}], "a.b": null}'

    assert.deepEqual(diffJson(before, after), [
      {path: 'transforms[0].settings.key', before: '"x"', after: '"y"'},
      {path: 'gone', before: 'true'},
      {path: '["a.b"]', after: 'null'},
    ])
  })

  it('sees that an element was put in between, and no other has changed', () => {
    const before = '[{"type": "a"}, {"type": "b"}, {"type": "c", "n": 1}]'
    const after = '[{"type": "a"}, {"type": "new"}, {"type": "b"}, {"type": "c", "n": 2}]'

    assert.deepEqual(diffJson(before, after), [
      {path: '[1]', after: '{\n  "type": "new"\n}'},
      {path: '[3].n', before: '1', after: '2'},
    ])
  })

  it('names an element that is gone by the place it had', () => {
    assert.deepEqual(diffJson('[1, 2, 3, 4]', '[1, 4]'), [
      {path: '[1]', before: '2'},
      {path: '[2]', before: '3'},
    ])
  })

  it('is the whole where there is nothing on the other side', () => {
    assert.deepEqual(diffJson(undefined, '[1]'), [{path: '', after: '[\n  1\n]'}])
    assert.deepEqual(diffJson('1', undefined), [{path: '', before: '1'}])
    assert.deepEqual(diffJson(undefined, undefined), [])
  })

  it('is nothing exactly where the contents are the same', () => {
    fc.assert(
      fc.property(fc.json(), fc.json(), (one, other) => {
        assert.equal(diffJson(one, other).length === 0, isSameContent(one, other))
        assert.deepEqual(diffJson(one, one), [])
      }),
    )
  })
})
