import assert from 'node:assert/strict'

import {assert as assertProperty, integer, property, record} from 'fast-check'

import {type Cidr, contains, formatCidr, halvesOf, overlaps, parseCidr} from './cidr.js'

const cidrs = record({address: integer({min: 0, max: 2 ** 32 - 1}), prefix: integer({min: 0, max: 31})}).map(
  ({address, prefix}): Cidr => ({network: address - (address % 2 ** (32 - prefix)), prefix}),
)

const lastOf = ({network, prefix}: Cidr) => network + 2 ** (32 - prefix) - 1

function parsed(text: string): Cidr {
  const cidr = parseCidr(text)
  assert.ok(cidr, text)
  return cidr
}

describe('an IPv4 block', () => {
  it('reads what it writes', () => {
    assertProperty(property(cidrs, (cidr) => assert.deepEqual(parseCidr(formatCidr(cidr)), cidr)))
  })

  it('is named by any of its addresses and written by its first', () => {
    assert.equal(formatCidr(parsed('10.42.0.77/24')), '10.42.0.0/24')
    assert.equal(formatCidr(parsed('255.255.255.255/1')), '128.0.0.0/1')
    assert.equal(formatCidr(parsed('1.2.3.4/0')), '0.0.0.0/0')
  })

  for (const text of [
    '',
    '10.0.0.0',
    '10.0.0/24',
    '10.0.0.256/24',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    ' 10.0.0.0/8',
    'fd00::/8',
    '10.0.0.0/24x',
  ]) {
    it(`is not "${text}"`, () => assert.equal(parseCidr(text), undefined))
  }

  it('overlaps another one when they share an address', () => {
    assertProperty(
      property(cidrs, cidrs, (one, other) => {
        const share = one.network <= lastOf(other) && other.network <= lastOf(one)
        assert.equal(overlaps(one, other), share)
      }),
    )
  })

  it('contains another one when it has all its addresses', () => {
    assertProperty(
      property(cidrs, cidrs, (outer, inner) => {
        assert.equal(contains(outer, inner), outer.network <= inner.network && lastOf(inner) <= lastOf(outer))
      }),
    )
  })

  it('falls into two halves that fill it and share nothing', () => {
    assertProperty(
      property(cidrs, (cidr) => {
        const [lower, upper] = halvesOf(cidr)

        assert.equal(lower.network, cidr.network)
        assert.equal(lastOf(lower) + 1, upper.network)
        assert.equal(lastOf(upper), lastOf(cidr))
        assert.ok(!overlaps(lower, upper))
      }),
    )
  })
})
