import assert from 'node:assert/strict'

import {format} from '../format.js'

describe('strings', () => {
  it('are in single quotes, or in double ones', () => {
    assert.equal(format(`["a", 'b']`), `['a', 'b']\n`)
    assert.equal(format(`["a", 'b']`, {stringStyle: 'double'}), `["a", "b"]\n`)
  })

  it('are in the quotes that they do not hold', () => {
    assert.equal(format(`['it\\'s', "\\"a\\""]`), `["it's", '"a"']\n`)
    assert.equal(format(`["it's", '"a"']`, {stringStyle: 'double'}), `["it's", '"a"']\n`)
  })

  it('stay as they are where they hold both', () => {
    assert.equal(format(`["\\"it\\'s\\u0041\\""]`), `["\\"it\\'s\\u0041\\""]\n`)
  })

  it('are escaped where they need it', () => {
    assert.equal(
      format(`"\\u00e4\\u0001\\/\\ud83d\\ude00\\\\\t\\u007f\\u0000"`),
      `'ä\\u0001/😀\\\\\\t\\u007f\\u0000'\n`,
    )
    assert.equal(format(`"a\nb"`), `'a\\nb'\n`)
  })

  it('of other kinds stay', () => {
    assert.equal(format(`[@"a""b", @'c''d']`), `[@"a""b", @'c''d']\n`)
    assert.equal(format(`import "a"`), `import 'a'\n`)
  })
})
