import {Fault} from '../errors.js'
import {log, power} from '../math/elementary.js'
import {checkNumber} from '../vm/operators.js'
import type {FormatCode} from './format-parse.js'

/** A number as a format code asks for it; `width` is the least number of characters that zeros fill. */
export function formatNumberAs(value: number, code: FormatCode, width: number, precision: number | undefined): string {
  const zeros = code.zero && !code.left ? width : 0
  switch (code.type) {
    case 'd':
      return integer(value <= -1, Math.floor(Math.abs(value)), zeros, precision ?? 0, code, 10)
    case 'o':
      return integer(
        value <= -1,
        Math.floor(Math.abs(value)),
        zeros,
        precision ?? 0,
        code,
        8,
        code.alternate ? '0' : '',
      )
    case 'x':
      return hexadecimal(Math.floor(value), zeros, precision ?? 0, code)
    case 'f':
      return decimal(value, zeros, code, true, precision ?? 6)
    case 'e':
      return scientific(value, zeros, code, true, precision ?? 6)
    default:
      return general(value, zeros, code, precision ?? 6)
  }
}

function signOf(negative: boolean, {blank, plus}: Pick<FormatCode, 'blank' | 'plus'>): string {
  return negative ? '-' : plus ? '+' : blank ? ' ' : ''
}

function integer(
  negative: boolean,
  magnitude: number,
  width: number,
  digits: number,
  code: Pick<FormatCode, 'blank' | 'plus'>,
  radix: number,
  prefix = '',
): string {
  const text = magnitude === 0 ? '0' : prefix + digitsOf(magnitude, radix)
  const sign = signOf(negative, code)
  return sign + text.padStart(Math.max(width - (negative || code.blank || code.plus ? 1 : 0), digits), '0')
}

/** Above 2^53 the digits are not exact: those of the C++ implementation's library come from divisions. */
function digitsOf(magnitude: number, radix: number): string {
  if (Number.isSafeInteger(magnitude)) return magnitude.toString(radix)
  const digits: number[] = []
  for (let rest = magnitude; rest !== 0; rest = Math.floor(rest / radix)) digits.push(rest % radix)
  return digits.reverse().join('')
}

function hexadecimal(value: number, width: number, digits: number, code: FormatCode): string {
  const {alternate, capitals, blank, plus} = code
  const text = BigInt(Math.abs(value)).toString(16)
  const signed = value < 0 || blank || plus
  const least = Math.max(width - (signed ? 1 : 0) - (alternate ? 2 : 0), digits)
  const prefix = alternate ? (capitals ? '0X' : '0x') : ''
  return signOf(value < 0, code) + prefix + (capitals ? text.toUpperCase() : text).padStart(least, '0')
}

const NO_SIGN = {blank: false, plus: false}

/** The arithmetic is that of the C++ implementation's library, whose roundings can be seen in the digits. */
function decimal(value: number, width: number, code: FormatCode, trailing: boolean, precision: number): string {
  const magnitude = Math.abs(value)
  const denominator = checkNumber(power(10, precision))
  const numerator = checkNumber(magnitude * denominator) + 0.5
  const whole = magnitude === 0 ? 0 : Math.floor(numerator / denominator)
  const fraction = Math.floor(numerator) % denominator
  const point = precision === 0 && !code.alternate ? 0 : 1
  const text = integer(value < 0, whole, width - precision - point, 0, code, 10)
  if (precision === 0) return text + (code.alternate ? '.' : '')
  if (!trailing && fraction <= 0) return text
  const digits = integer(false, fraction, precision, 0, NO_SIGN, 10)
  return `${text}.${trailing ? digits : digits.replace(/0+$/, '')}`
}

function exponentOf(value: number): number {
  return value === 0 ? 0 : Math.floor(log(Math.abs(value)) / log(10))
}

function scientific(value: number, width: number, code: FormatCode, trailing: boolean, precision: number): string {
  const exponent = exponentOf(value)
  const digits = integer(exponent < 0, Math.abs(exponent), 3, 0, {blank: false, plus: true}, 10)
  const suffix = (code.capitals ? 'E' : 'e') + digits
  // 10 to the power of -324 is zero.
  const mantissa = exponent === -324 ? (value * 10) / power(10, exponent + 1) : value / power(10, exponent)
  return decimal(mantissa, width - suffix.length, code, trailing, precision) + suffix
}

function general(value: number, width: number, code: FormatCode, precision: number): string {
  const exponent = exponentOf(value)
  if (exponent < -4 || exponent >= precision) return scientific(value, width, code, code.alternate, precision - 1)
  return decimal(value, width, code, code.alternate, precision - Math.max(1, exponent + 1))
}

export function numberRequired(at: number | string, got: string): Fault {
  return new Fault(`Format required number at ${at}, got ${got}`)
}
