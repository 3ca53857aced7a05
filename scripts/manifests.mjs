// Writes each room's oclif.manifest.json from its compiled commands, so that a start need not import every command to know them.
import {rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {Plugin} from '@aws-stack/kit/bin'

import {root} from './install.mjs'

const ROOMS = ['cli', 'vast', 'substation', 'local']

process.env.OCLIF_DISABLE_ENGINE_WARNING = '1'
for (const room of ROOMS) {
  const folder = join(root, 'plugins', room)
  const file = join(folder, 'oclif.manifest.json')
  // An old one would be read instead of the commands.
  rmSync(file, {force: true})
  const plugin = new Plugin({root: folder, isRoot: true, ignoreManifest: true, errorOnManifestCreate: true})
  await plugin.load()
  const {commands, ...rest} = plugin.manifest
  // The order of files is the file system's; flags keep theirs, it is the order of the help.
  const inOrder = Object.keys(commands)
    .sort()
    // A default that a flag tells by `defaultHelp` stands in the manifest too: no help needs the command itself.
    .map((id) => [id, {...commands[id], hasDynamicHelp: false}])
  writeFileSync(file, `${JSON.stringify({...rest, commands: Object.fromEntries(inOrder)}, undefined, 2)}\n`)
  console.error(`${plugin.name}: ${inOrder.length} commands`)
}
