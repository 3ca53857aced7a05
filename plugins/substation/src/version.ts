/** A release of Substation as its tag says it: `v2.8.0`. */
export type Version = readonly [number, number, number]

/** `undefined`: it is no release. */
export function parseVersion(text: string): Version | undefined {
  const [, major, minor, patch] = /^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(text) ?? []
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)]
}

/** Below 0 where `one` is older, above where it is newer. */
export function compareVersions(one: Version, other: Version): number {
  for (const [index, number] of one.entries()) {
    const difference = number - (other[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** Why the version is none that can be deployed; `undefined` where it can, and where it is no release at all. */
export function versionProblem(text: string): string | undefined {
  const version = parseVersion(text)
  if (!version) return undefined
  if (compareVersions(version, [0, 1, 0]) < 0) return `"${text}" is older than v0.1.0, the first release`
  if (compareVersions(version, [3, 0, 0]) >= 0) return `"${text}" is newer than v2, the last that is known here`
  return undefined
}
