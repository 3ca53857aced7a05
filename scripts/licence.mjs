// Lays the LICENSE into each package that is published: npm packs it from the package's own folder, and drops links.
import {copyFileSync, existsSync, readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {root} from './install.mjs'

const ROOMS = [...readdirSync(join(root, 'plugins')).map((room) => join('plugins', room)), 'templates', 'docker']

for (const folder of ROOMS.map((room) => join(root, room))) {
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest) || JSON.parse(readFileSync(manifest, 'utf8')).private) continue
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
}
