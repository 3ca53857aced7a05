// `node scripts/check-action.mjs`: what is committed of action/dist is what its sources make. A build in the working tree changes nothing about it.
import {execFileSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join, relative, sep} from 'node:path'

import {root} from './install.mjs'
import {environmentWithNode} from './node-for-this.mjs'

const FOLDER = 'action/dist'
const MOST_NAMED = 20

const made = mkdtempSync(join(tmpdir(), 'aws-stack-action-'))
try {
  const bundle = [join(root, 'scripts', 'bundle-action.mjs'), made]
  execFileSync('node', bundle, {stdio: ['ignore', 'ignore', 'inherit'], env: environmentWithNode()})
  const differences = differencesOf(committed(), built(made))
  if (differences.length > 0) {
    console.error('action/dist is not what its sources make:')
    for (const line of differences.slice(0, MOST_NAMED)) console.error(`  ${line}`)
    if (differences.length > MOST_NAMED) console.error(`  and ${differences.length - MOST_NAMED} more`)
    console.error('Run `npm run build` and commit action/dist.')
    process.exitCode = 1
  }
} finally {
  rmSync(made, {recursive: true, force: true})
}

/** Path to git's name of the content. */
function committed() {
  const options = {cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024}
  const lines = execFileSync('git', ['ls-tree', '-r', '-z', 'HEAD', `${FOLDER}/`], options)
  const entries = lines.split('\0').filter(Boolean)
  return new Map(
    entries.map((entry) => {
      const [info, path] = entry.split('\t')
      return [path.slice(FOLDER.length + 1), info.split(' ')[2]]
    }),
  )
}

function built(folder) {
  const files = readdirSync(folder, {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile())
  return new Map(
    files.map(({parentPath, name}) => {
      const path = join(parentPath, name)
      const content = readFileSync(path)
      const hash = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')
      return [relative(folder, path).split(sep).join('/'), hash]
    }),
  )
}

function differencesOf(before, after) {
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((path) => {
    if (!before.has(path)) return [`${path} is not committed`]
    if (!after.has(path)) return [`${path} is made no more`]
    return before.get(path) === after.get(path) ? [] : [`${path} differs`]
  })
}
