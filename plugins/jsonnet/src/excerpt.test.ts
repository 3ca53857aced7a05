import assert from 'node:assert/strict'

import {JsonnetError} from './errors.js'
import {evaluate} from './evaluate.js'
import {excerptOf} from './excerpt.js'

describe('excerptOf', () => {
  it('marks the place of an error below its line', () => {
    const marks = (source: string): string => {
      try {
        return evaluate(source)
      } catch (error) {
        if (!(error instanceof JsonnetError)) throw error
        return excerptOf(source, error.trace[0]!.span!)
      }
    }

    assert.equal(marks('{\n\tä: 1}'), '\tä: 1}\n\t^')
    assert.equal(marks("local a = 'üü' + b; a"), "local a = 'üü' + b; a\n                 ^")
    assert.equal(marks('local f(x) =\n  error "long" +\n    x; f(1)'), '  error "long" +\n  ^^^^^^^^^^^^^^')
  })
})
