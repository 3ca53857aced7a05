/** An IPv4 block. */
export interface Cidr {
  /** The first address as a number. */
  readonly network: number
  readonly prefix: number
}

/** `undefined`: no IPv4 block. The address need not be the block's first: `isCanonical` tells. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text)
  if (!match) return undefined
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number)
  if (Math.max(a, b, c, d) > 255 || prefix > 32) return undefined
  return {network: firstOf(((a << 24) | (b << 16) | (c << 8) | d) >>> 0, prefix), prefix}
}

/** Of a text that the rules have let through. */
export function cidrOf(text: string): Cidr {
  const cidr = parseCidr(text)
  if (!cidr) throw new Error(`"${text}" is no IPv4 block`)
  return cidr
}

export function formatCidr({network, prefix}: Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => (network >>> shift) & 255)
  return `${octets.join('.')}/${prefix}`
}

export function overlaps(one: Cidr, other: Cidr): boolean {
  return contains(one, other) || contains(other, one)
}

export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.prefix <= inner.prefix && firstOf(inner.network, outer.prefix) === outer.network
}

/** Lower half first. */
export function halvesOf({network, prefix}: Cidr): [Cidr, Cidr] {
  const half = prefix + 1
  return [
    {network, prefix: half},
    {network: network + 2 ** (32 - half), prefix: half},
  ]
}

function firstOf(address: number, prefix: number): number {
  // A shift by 32 is a shift by 0.
  return prefix === 0 ? 0 : ((address >>> (32 - prefix)) << (32 - prefix)) >>> 0
}
