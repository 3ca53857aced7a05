import {StackError} from '../errors.js'

/** Exponents between which Python writes a number without one. */
const PLAIN = {from: -4, below: 16}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

/** A number as Python's `json` reads and writes it: integers have all their digits, others are the shortest that is read as the same. */
export function pythonNumber(text: string): string {
  if (isInteger(text)) return text === '-0' ? '0' : text
  const value = Number(text)
  if (!Number.isFinite(value)) throw new StackError('CONFIG_INVALID', `${text} is too large a number`)
  const [mantissa = '', power = ''] = value.toExponential().split('e')
  const exponent = Number(power)
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  const digits = mantissa.replace(/[-.]/g, '')
  if (exponent < PLAIN.from || exponent >= PLAIN.below) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : ''
    const short = String(Math.abs(exponent)).padStart(2, '0')
    return `${sign}${digits[0]}${fraction}e${exponent < 0 ? '-' : '+'}${short}`
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
  return `${sign}${digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')}.${digits.slice(exponent + 1) || '0'}`
}

/** A string as Python's `json` writes it: ASCII alone, what is beyond as the escapes of its UTF-16 units. */
export function pythonString(value: string): string {
  return `"${value.replaceAll(/["\\]|[^ -~]/g, (unit) => ESCAPES[unit] ?? escaped(unit))}"`
}

export function isInteger(number: string): boolean {
  return /^-?\d+$/.test(number)
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
