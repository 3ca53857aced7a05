import {isIPv4} from 'node:net'

import {invalid} from '../invalid.js'

/** `Fn::Cidr`: `count` blocks with `bits` host bits each (5 makes a /27), from the start of the block. */
export function cidr(block: string, count: number, bits: number): string[] {
  const [address = '', length = ''] = block.split('/')
  if (!isIPv4(address) || !/^\d+$/.test(length) || Number(length) > 32) {
    throw invalid(`Template error: Fn::Cidr does not support ${block}: the local AWS splits IPv4 blocks only`)
  }
  if (!Number.isInteger(count) || count < 1 || count > 256) {
    throw invalid('Template error: Fn::Cidr requires a count between 1 and 256')
  }
  if (!Number.isInteger(bits) || bits < 0 || bits > 32)
    throw invalid('Template error: Fn::Cidr requires between 0 and 32 cidrBits')

  const size = 2 ** bits
  const total = 2 ** (32 - Number(length))
  if (size * count > total) {
    throw invalid(`Template error: Fn::Cidr cannot make ${count} blocks of /${32 - bits} from ${block}`)
  }
  const first = toNumber(address) - (toNumber(address) % total)
  return Array.from({length: count}, (_, index) => `${toAddress(first + index * size)}/${32 - bits}`)
}

function toNumber(address: string): number {
  return address.split('.').reduce((number, part) => number * 256 + Number(part), 0)
}

function toAddress(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')
}
