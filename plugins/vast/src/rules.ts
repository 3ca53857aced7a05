import type {Problem, Rule} from '@aws-stack/core'

import {cidrOf, formatCidr} from './cidr.js'
import {DEFAULT_VERSION, type VastSettings} from './settings.js'

type SettingsRule = Rule<VastSettings, undefined>

const cidrStartsAtItsFirstAddress: SettingsRule = ({config: {cidr}}) => {
  const block = formatCidr(cidrOf(cidr))
  return block === cidr ? [] : problem('cidr', `"${cidr}" does not start at its first address; the block is ${block}`)
}

/** "VPC CIDR blocks" and "Subnet sizing" in the Amazon VPC user guide: from /16 to /28, and the subnets are halves. */
const cidrCanBeHalved: SettingsRule = ({config: {cidr}}) => {
  const {prefix} = cidrOf(cidr)
  return prefix >= 16 && prefix <= 27 ? [] : problem('cidr', `"${cidr}" is not between /16 and /27`)
}

const versionIsAFixedRelease: SettingsRule = ({config: {version, image}}) => {
  if (image !== undefined) return []
  if (version === 'latest') {
    return problem('version', `"latest" is another image tomorrow; name a release, e.g. ${DEFAULT_VERSION}`)
  }
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number)
  if (major < 1 || (major === 1 && minor < 1)) return problem('version', `"${version}" is older than v1.1.0`)
  // Release notes of v4.0: it goes on under another name, with other programs.
  return major > 3 ? problem('version', `"${version}" is Tenzir and has no program "vast"; v3 is the last VAST`) : []
}

/** Checked before any call is made. */
export const rules: readonly SettingsRule[] = [cidrStartsAtItsFirstAddress, cidrCanBeHalved, versionIsAFixedRelease]

function problem(key: keyof VastSettings, message: string): Problem[] {
  return [{key, message}]
}
