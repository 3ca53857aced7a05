import {add, type Double2, divide, multiply, negate, product, sum} from './double-double.js'

// What programs print has 17 digits, and C's library rounds the last one right nearly always; JavaScript's does so nine times
// in ten. Here its result is a start, and twice the digits decide.

const LN2: Double2 = [0.6931471805599453, 2.3190468138462996e-17]
/** π/2 in three parts. */
const HALF_PI = [1.5707963267948966, 6.123233995736766e-17, -1.4973849048591833e-33] as const
/** Above this the remainder of a division by π/2 is not exact enough. */
const LARGE = 1e6
const HALVINGS = 9

/** e to the power of x. */
export function exp(x: number): number {
  const near = Math.exp(x)
  return isOrdinary(near) ? valueOf(exponential([x, 0])) : near
}

/** The natural logarithm. */
export function log(x: number): number {
  const near = Math.log(x)
  return x > 0 && x !== 1 && Number.isFinite(near) ? valueOf(logarithm(x)) : near
}

/** One to any power is one, and so is a number to the power of zero. */
export function power(x: number, y: number): number {
  if (x === 1) return 1
  const near = x ** y
  if (!isOrdinary(near) || x === 0 || !Number.isFinite(y)) return near
  const magnitude = valueOf(exponential(multiply(logarithm(Math.abs(x)), [y, 0])))
  return near < 0 ? -magnitude : magnitude
}

export function sin(x: number): number {
  return x === 0 || !(Math.abs(x) < LARGE) ? Math.sin(x) : valueOf(sineAndCosine(x)[0])
}

export function cos(x: number): number {
  return !(Math.abs(x) < LARGE) ? Math.cos(x) : valueOf(sineAndCosine(x)[1])
}

export function tan(x: number): number {
  if (x === 0 || !(Math.abs(x) < LARGE)) return Math.tan(x)
  return valueOf(divide(...sineAndCosine(x)))
}

export function asin(x: number): number {
  const near = Math.asin(x)
  if (x === 0 || !(Math.abs(x) < 1)) return near
  const [sine, cosine] = sineAndCosine(near)
  return near + add([x, 0], negate(sine))[0] / cosine[0]
}

export function acos(x: number): number {
  const near = Math.acos(x)
  if (!(Math.abs(x) < 1)) return near
  const [sine, cosine] = sineAndCosine(near)
  return near + add(cosine, [-x, 0])[0] / sine[0]
}

export function atan(x: number): number {
  return Math.abs(x) < 1e100 ? atan2(x, 1) : Math.atan(x)
}

export function atan2(y: number, x: number): number {
  const near = Math.atan2(y, x)
  const size = Math.max(Math.abs(x), Math.abs(y))
  if (x === 0 || y === 0 || !isOrdinary(size) || Math.abs(near) < 1e-290) return near
  const scale = 2 ** -Math.round(Math.log2(size))
  const [a, b] = [y * scale, x * scale]
  const [sine, cosine] = sineAndCosine(near)
  const across = add(multiply(cosine, [a, 0]), negate(multiply(sine, [b, 0])))[0]
  return near + across / (b * cosine[0] + a * sine[0])
}

export function hypot(x: number, y: number): number {
  const near = Math.hypot(x, y)
  if (!(near > 1e-140 && near < 1e150)) return near
  const [high, low] = add(product(x, x), product(y, y))
  const root = Math.sqrt(high)
  const [square, rest] = product(root, root)
  return root + (high - square - rest + low) / (2 * root)
}

/** Whether a result is neither too large nor so small that it has fewer digits. */
function isOrdinary(value: number): boolean {
  const magnitude = Math.abs(value)
  return magnitude > 1e-300 && magnitude < 1e300
}

function valueOf([high, low]: Double2): number {
  return high + low
}

function exponential(x: Double2): Double2 {
  const twos = Math.round(x[0] / LN2[0])
  const small = add(x, negate(add(product(twos, LN2[0]), product(twos, LN2[1]))))
  const scale = 2 ** -HALVINGS
  const r: Double2 = [small[0] * scale, small[1] * scale]
  // e^r - 1, so that no digits are lost beside the one.
  let term = r
  let less: Double2 = r
  for (let n = 2; n <= 9; n++) {
    term = divide(multiply(term, r), [n, 0])
    less = add(less, term)
  }
  for (let times = 0; times < HALVINGS; times++) less = add(add(less, less), multiply(less, less))
  const [high, low] = add([1, 0], less)
  const [half, other] = [2 ** Math.trunc(twos / 2), 2 ** (twos - Math.trunc(twos / 2))]
  return [high * half * other, low * half * other]
}

/** Of a positive number. */
function logarithm(x: number): Double2 {
  let twos = Math.round(Math.log2(x))
  const scaled = x / 2 ** Math.trunc(twos / 2) / 2 ** (twos - Math.trunc(twos / 2))
  let mantissa = scaled
  if (mantissa > Math.SQRT2) {
    mantissa /= 2
    twos++
  }
  const near = Math.log(mantissa)
  const raised = exponential([near, 0])
  const correction = divide(add([mantissa, 0], negate(raised)), add([mantissa, 0], raised))
  const own = add([near, 0], [2 * correction[0], 2 * correction[1]])
  return twos === 0 ? own : add(add(product(twos, LN2[0]), product(twos, LN2[1])), own)
}

function sineAndCosine(x: number): [Double2, Double2] {
  const quarters = Math.round(x / HALF_PI[0])
  const [first, ...others] = HALF_PI.map((part) => product(quarters, part))
  let r: Double2 = sum(x, -first![0])
  r = add(r, [-first![1], 0])
  for (const part of others) r = add(r, negate(part))
  const square = multiply(r, r)
  const [sine, cosine] = [series(r, square, 1), series([1, 0], square, 0)]
  switch (((quarters % 4) + 4) % 4) {
    case 0:
      return [sine, cosine]
    case 1:
      return [cosine, negate(sine)]
    case 2:
      return [negate(sine), negate(cosine)]
    default:
      return [negate(cosine), sine]
  }
}

/** The series of the sine or the cosine, which begins with `first` and goes on from the factorial of `n`. */
function series(first: Double2, square: Double2, n: number): Double2 {
  let term = first
  let total = first
  for (let at = n + 1; at < 28 + n; at += 2) {
    term = negate(divide(multiply(term, square), [at * (at + 1), 0]))
    total = add(total, term)
  }
  return total
}
