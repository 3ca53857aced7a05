/** A release of VAST as its tag says it, `v3.1.0`, or before it, `v3.1.0-rc1`. */
export interface Version {
  readonly numbers: readonly [number, number, number]
  /** What stands after the hyphen; empty for a release. */
  readonly before: string
}

/** `undefined`: it is no version. A tag holds no build metadata: `+` is not allowed in one. */
export function parseVersion(text: string): Version | undefined {
  const [, major, minor, patch, before = ''] =
    /^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/.exec(text) ?? []
  return major === undefined ? undefined : {numbers: [Number(major), Number(minor), Number(patch)], before}
}

/** Below 0 where `one` is older, above where it is newer (Semantic Versioning 2.0.0, 11). */
export function compareVersions(one: Version, other: Version): number {
  for (const [index, number] of one.numbers.entries()) {
    const difference = number - (other.numbers[index] ?? 0)
    if (difference !== 0) return difference
  }
  if (one.before === other.before) return 0
  if (one.before === '' || other.before === '') return one.before === '' ? 1 : -1
  return comparePreReleases(one.before.split('.'), other.before.split('.'))
}

function comparePreReleases(one: readonly string[], other: readonly string[]): number {
  for (const [index, word] of one.entries()) {
    const against = other[index]
    if (against === undefined) return 1
    if (word === against) continue
    const [isNumber, isOther] = [word, against].map((text) => /^\d+$/.test(text))
    if (isNumber && isOther) return Number(word) - Number(against)
    if (isNumber !== isOther) return isNumber ? -1 : 1
    return word < against ? -1 : 1
  }
  return one.length - other.length
}

const FIRST = {numbers: [1, 1, 0], before: ''} as const
/** Release notes of v4.0: it goes on under another name, with other programs. */
const FIRST_TENZIR = {numbers: [4, 0, 0], before: '0'} as const

/** Why the version is none that can be built upon; `undefined` where it can. */
export function versionProblem(text: string): string | undefined {
  const version = parseVersion(text)
  if (!version) return undefined
  if (compareVersions(version, FIRST) < 0) return `"${text}" is older than v1.1.0`
  if (compareVersions(version, FIRST_TENZIR) >= 0)
    return `"${text}" is Tenzir and has no program "vast"; v3 is the last VAST`
  return undefined
}

/** A tag that the setting takes, other than `latest`. */
export function isRelease(tag: string): boolean {
  return parseVersion(tag) !== undefined && versionProblem(tag) === undefined
}
