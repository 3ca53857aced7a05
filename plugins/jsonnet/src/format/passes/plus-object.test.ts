import assert from 'node:assert/strict'

import {format} from '../format.js'

describe('a plus before an object', () => {
  it('is dropped behind a variable, and a part of something', () => {
    assert.equal(format('a + {}'), 'a {}\n')
    assert.equal(format('a.b + /* c */ {}'), 'a.b /* c */ {}\n')
    assert.equal(format('a[b] /* c */ + {}'), 'a[b] /* c */ {}\n')
    assert.equal(format('$.a + {}'), '$.a {}\n')
  })

  it('stays behind anything else', () => {
    for (const left of ['self', 'super.a', '$', 'f()', '{}', 'a {}', 'b + a']) {
      assert.equal(format(`${left} + {}`), `${left} + {}\n`)
    }
    assert.equal(format('a + {[x]: 1 for x in y}'), 'a + { [x]: 1 for x in y }\n')
    assert.equal(format('a + {}.b'), 'a + {}.b\n')
  })
})
