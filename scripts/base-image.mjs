// The base image of VAST: the real one where a container registry is reached, else a stand-in made here from Debian packages and pushed to
// the local registry. `stand-ins.json` beside the local AWS's state tells `--local` about it.
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {canPull, standInBase} from './stand-in-base.mjs'

const {readLocalState, localFolder} = await import('@aws-stack/kit')
const {DEFAULT_BASE_IMAGE: wanted} = await import('@aws-stack/plugin-vast')

const file = join(localFolder(process.env), 'stand-ins.json')
const {endpoint, dockerHost} = readLocalState(process.env) ?? {}
if (!dockerHost) {
  console.error('there is no Docker engine: images cannot be built. See `aws-stack doctor`.')
  process.exit(2)
}
if (await canPull(wanted, dockerHost)) {
  console.error(`${wanted} is here`)
  process.exit(0)
}
console.error(`${wanted} cannot be pulled from here: a stand-in takes its place`)
const reference = await standInBase({endpoint, dockerHost})
writeFileSync(file, JSON.stringify({...previous(), [wanted.split(':')[0]]: reference}, undefined, 2))
console.error(reference)

function previous() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}
