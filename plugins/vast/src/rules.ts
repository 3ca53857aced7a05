import {parseImageReference, type Problem, type Rule} from '@aws-stack/core'

import {cidrOf, formatCidr} from './cidr.js'
import {elsewhere} from './account-rules.js'
import {IMPORT_PARTS} from './import-parts.js'
import type {VastSettings} from './settings.js'
import {versionProblem} from './version.js'

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

/** `latest` and what another image says of itself are looked at by nobody. */
const versionIsVast: SettingsRule = ({config: {version, image}}) => {
  const wrong = image === undefined ? versionProblem(version) : undefined
  return wrong === undefined ? [] : problem('version', wrong)
}

const imageIsAReference: SettingsRule = ({config: {image}}) =>
  image === undefined || parseImageReference(image)
    ? []
    : problem('image', `"${image}" is no image reference, e.g. ghcr.io/own/vast:v3.1.0`)

const backupHasAFileSystem: SettingsRule = ({config: {storage, optionalParts}}) =>
  storage === 'ATTACHED' && optionalParts.includes('backup')
    ? problem('optionalParts', 'backup needs a file system, and storage is ATTACHED')
    : []

const importHasItsBucket: SettingsRule = ({config}) =>
  IMPORT_PARTS.filter(({part, bucket}) => config.optionalParts.includes(part) && config[bucket] === undefined).flatMap(
    ({part, bucket}) => problem(bucket, `is missing: the part ${part} imports what is written into it`),
  )

const importIsOfTheRegion: SettingsRule = ({config, region}) =>
  IMPORT_PARTS.flatMap(({part, bucket, region: key}) => {
    const [name, given] = [config[bucket], config[key]]
    if (!config.optionalParts.includes(part) || name === undefined || given === undefined || given === region) return []
    return problem(key, elsewhere(name, given, region))
  })

/** Checked before any call is made. */
export const rules: readonly SettingsRule[] = [
  cidrStartsAtItsFirstAddress,
  cidrCanBeHalved,
  versionIsVast,
  imageIsAReference,
  backupHasAFileSystem,
  importHasItsBucket,
  importIsOfTheRegion,
]

function problem(key: keyof VastSettings, message: string): Problem[] {
  return [{key, message}]
}
