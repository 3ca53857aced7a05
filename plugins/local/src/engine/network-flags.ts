import {readdirSync, readFileSync} from 'node:fs'

/**
 * Docker's defaults, unless another dockerd runs on this machine: then that one owns firewall and `docker0`, and ours takes addresses
 * from the upper half of that bridge. (`--bridge=none` would delete `docker0` under the other one.)
 */
export function networkFlags(otherDaemons: number, routes: string): string[] {
  if (otherDaemons === 0) return []
  const upper = upperHalf(routes)
  return [
    '--iptables=false',
    '--ip6tables=false',
    '--ip-forward=false',
    '--ip-masq=false',
    ...(upper ? [`--fixed-cidr=${upper}`] : []),
  ]
}

/** How many processes are called `dockerd`. */
export function countDaemons(): number {
  return readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && nameOf(entry) === 'dockerd').length
}

function nameOf(pid: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch {
    return undefined
  }
}

/** From the kernel's table (proc(5), `/proc/net/route`): addresses are little-endian hex. */
function upperHalf(routes: string): string | undefined {
  const bridge = routes
    .split('\n')
    .map((line) => line.split('\t'))
    .find(([device]) => device === 'docker0')
  const [, destination, , , , , , mask] = bridge ?? []
  if (!destination || !mask) return undefined

  const bits = [...fromHex(mask).toString(2)].filter((bit) => bit === '1').length
  const start = fromHex(destination) + 2 ** (31 - bits)
  return `${[24, 16, 8, 0].map((shift) => (start >>> shift) & 255).join('.')}/${bits + 1}`
}

function fromHex(littleEndian: string): number {
  return Buffer.from(littleEndian, 'hex').readUInt32LE()
}
