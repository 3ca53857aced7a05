// The npm packages that a bundle has in it, and their licences.
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {root} from './install.mjs'

/** Folders of the npm packages among bundled files. */
export function packagesOf(files) {
  return [...new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []))].sort()
}

/** The licences of packages, as text. Throws where one has no file with it. */
export function licencesOf(packages) {
  return packages.map(licenceOf).join('\n')
}

function licenceOf(path) {
  const folder = join(root, path)
  const {name, version, license} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : standardText(name, license)
  return `${'='.repeat(80)}\n${name} ${version}, ${license}\n\n${text}\n`
}

/** Some packages name their licence without its text. */
function standardText(name, license) {
  if (!license) throw new Error(`${name} is bundled and has no licence`)
  if (license === 'Apache-2.0') return readFileSync(join(root, 'LICENSE'), 'utf8').trim()
  return `(The package has no file with its licence; its package.json says ${license}.)`
}
