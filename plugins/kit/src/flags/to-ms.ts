import {StackError} from '@aws-stack/core'

const UNITS: Readonly<Record<string, number>> = {s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000}

/** `90s`, `10m`, `1h30m`, `2d`, `0` in ms. Throws `USAGE`. */
export function toMs(flag: string, value: string): number {
  const parts = [...value.matchAll(/(\d+)([smhd])/g)]
  if (value !== '0' && (parts.length === 0 || parts.map(([part]) => part).join('') !== value)) {
    throw new StackError('USAGE', `--${flag} ${value} is no duration, e.g. 90s, 10m or 1h30m`)
  }
  return parts.reduce((sum, [, number, unit = '']) => sum + Number(number) * (UNITS[unit] ?? 0), 0)
}
