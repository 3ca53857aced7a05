/** Digits that `%.17g` prints. */
const DIGITS = 17

/** A number as the C++ implementation prints it: integers with all their digits, others as `%.17g`. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) {
    if (Object.is(value, -0)) return '-0'
    return Number.isSafeInteger(value) ? String(value) : BigInt(value).toString()
  }
  const [mantissa = '', power = '0'] = toSignificant(Math.abs(value)).split('e')
  const digits = mantissa.replace('.', '').replace(/0+$/, '')
  return (value < 0 ? '-' : '') + place(digits, Number(power))
}

/** Digits of which the first has the power of ten `exponent`, with no zeros at the end. */
function place(digits: string, exponent: number): string {
  if (exponent < -4 || exponent >= DIGITS) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : ''
    const power = String(Math.abs(exponent)).padStart(2, '0')
    return `${digits.charAt(0)}${fraction}e${exponent < 0 ? '-' : '+'}${power}`
  }
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`
  return `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`
}

/** `d.dddde±n` with 17 digits; a tie goes to the even digit, where JavaScript alone would round up. */
function toSignificant(magnitude: number): string {
  const more = magnitude.toExponential(DIGITS)
  const end = more.indexOf('e')
  if (more.charAt(end - 1) === '5' && isTie(magnitude) && Number(more.charAt(end - 2)) % 2 === 0) {
    return more.slice(0, end - 1) + more.slice(end)
  }
  return magnitude.toExponential(DIGITS - 1)
}

/** Whether nothing but zeros follows the digit behind the last. */
function isTie(magnitude: number): boolean {
  const all = magnitude.toExponential(100)
  return /^0*$/.test(all.slice(DIGITS + 2, all.indexOf('e')))
}
