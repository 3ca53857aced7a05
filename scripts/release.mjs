// `npm run release`: turns the changesets into one new version of all packages and its lines in CHANGELOG.md. Publishes nothing.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {step} from './step.mjs'

const root = process.cwd()
const folder = join(root, '.changeset')
const lines = readdirSync(folder)
  .filter((file) => file.endsWith('.md') && file !== 'README.md')
  .sort()
  .map((file) => readFileSync(join(folder, file), 'utf8').split(/^---$/m)[2].trim())
if (lines.length === 0) {
  console.error('there is no changeset: nothing to release')
  process.exit(2)
}

const changesets = join(root, 'node_modules', '@changesets', 'cli', 'bin.js')
step('changeset version', 'node', [changesets, 'version'], process.env, {cwd: root})
const {version} = JSON.parse(readFileSync(join(root, 'plugins', 'cli', 'package.json'), 'utf8'))

const changelog = join(root, 'CHANGELOG.md')
const [title, ...rest] = readFileSync(changelog, 'utf8').replace(' (unreleased)', '').split('\n')
const news = lines.map((line) => `- ${line.replaceAll(/\s*\n\s*/g, ' ')}`)
writeFileSync(changelog, [title, '', `## ${version}`, '', ...news, ...rest].join('\n'))
console.error(
  `${version}: ${lines.length} lines in CHANGELOG.md. Next: npm install --package-lock-only, a commit, npx changeset publish`,
)
