/** A number of about 106 bits: the sum of two doubles of which the second is below the last digit of the first. */
export type Double2 = readonly [high: number, low: number]

const SPLITTER = 2 ** 27 + 1

/** The exact sum of two doubles. */
export function sum(a: number, b: number): Double2 {
  const high = a + b
  const part = high - a
  return [high, a - (high - part) + (b - part)]
}

/** The exact product of two doubles that are not huge. */
export function product(a: number, b: number): Double2 {
  const high = a * b
  const [aHigh, aLow] = split(a)
  const [bHigh, bLow] = split(b)
  return [high, aHigh * bHigh - high + aHigh * bLow + aLow * bHigh + aLow * bLow]
}

function split(a: number): Double2 {
  const scaled = SPLITTER * a
  const high = scaled - (scaled - a)
  return [high, a - high]
}

export function add([a, aLow]: Double2, [b, bLow]: Double2): Double2 {
  const [high, low] = sum(a, b)
  return sum(high, low + aLow + bLow)
}

export function negate([a, low]: Double2): Double2 {
  return [-a, -low]
}

export function multiply([a, aLow]: Double2, [b, bLow]: Double2): Double2 {
  const [high, low] = product(a, b)
  return sum(high, low + a * bLow + aLow * b)
}

export function divide(a: Double2, b: Double2): Double2 {
  const first = a[0] / b[0]
  const rest = add(a, negate(multiply([first, 0], b)))
  const second = rest[0] / b[0]
  const rest2 = add(rest, negate(multiply([second, 0], b)))
  const [high, low] = sum(first, second)
  return sum(high, low + rest2[0] / b[0])
}
