// `base-image.mjs [vast] [substation]`: what images are built upon, for all apps or for those that are named. The base image of VAST is the real one where a
// container registry is reached, else a stand-in made here from Debian packages; Substation on the local AWS always has stand-ins.
// `stand-ins.json` beside the local AWS's state tells `--local` about them.
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {canPull} from './stand-in-image.mjs'
import {standInsOfSubstation} from './stand-in-substation.mjs'
import {standInVast} from './stand-in-vast.mjs'

const {readLocalState, localFolder} = await import('@aws-stack/kit')
const {DEFAULT_BASE_IMAGE} = await import('@aws-stack/plugin-vast')

const STAND_INS = {
  vast: async (local) => {
    if (await canPull(DEFAULT_BASE_IMAGE, local.dockerHost)) return {}
    console.error(`${DEFAULT_BASE_IMAGE} cannot be pulled from here: a stand-in takes its place`)
    return {[DEFAULT_BASE_IMAGE.split(':')[0]]: await standInVast(local)}
  },
  substation: standInsOfSubstation,
}

const local = readLocalState(process.env) ?? {}
if (!local.dockerHost) {
  console.error('there is no Docker engine: images cannot be built. See `aws-stack doctor`.')
  process.exit(2)
}
const file = join(localFolder(process.env), 'stand-ins.json')
const named = process.argv.slice(2)
for (const app of named.length > 0 ? named : Object.keys(STAND_INS)) {
  const made = await STAND_INS[app](local)
  for (const [name, reference] of Object.entries(made)) console.error(`${name}: ${reference}`)
  writeFileSync(file, JSON.stringify({...previous(), ...made}, undefined, 2))
}

function previous() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}
