import assert from 'node:assert/strict'

import {formatNumber} from './number.js'

describe('formatNumber', () => {
  it('prints 17 digits, without zeros at their end', () => {
    for (const [number, text] of [
      [0.1, '0.10000000000000001'],
      [-1.1, '-1.1000000000000001'],
      [1 / 3, '0.33333333333333331'],
      [0.5, '0.5'],
      [1e-7, '9.9999999999999995e-08'],
      [0.0001, '0.0001'],
      [1.5e-300, '1.5000000000000001e-300'],
      [5e-324, '4.9406564584124654e-324'],
      [123456.75, '123456.75'],
    ] as const) {
      assert.equal(formatNumber(number), text)
    }
  })

  it('prints all digits of integers', () => {
    assert.equal(formatNumber(-0), '-0')
    assert.equal(formatNumber(123456789012345680000), '123456789012345683968')
    assert.equal(formatNumber(1e21), '1000000000000000000000')
    assert.equal(formatNumber(2 ** 70), '1180591620717411303424')
  })

  it('rounds a tie to the even digit, as C does', () => {
    assert.equal(formatNumber(2 ** -25), '2.9802322387695312e-08')
  })
})
