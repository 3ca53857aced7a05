// The project needs Node 22 or newer. Where an older one is installed, a current one is fetched from the npm registry into
// the user's cache and used for this run only; the machine's own Node stays as it is.
import {execFileSync} from 'node:child_process'
import {existsSync, mkdirSync, renameSync, rmSync} from 'node:fs'
import {delimiter, dirname, join} from 'node:path'

import {cacheFolder} from './cache-folder.mjs'

const NEEDED = 22
const VERSION = '24.21.0'

/** The environment in which `node` is new enough. */
export function environmentWithNode(environment = process.env) {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED) return environment
  const node = fetchedNode()
  return {...environment, PATH: `${dirname(node)}${delimiter}${environment.PATH}`}
}

function fetchedNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const folder = join(cacheFolder(), `node-${VERSION}-${process.platform}-${process.arch}`)
  const node = join(folder, 'node_modules', name, 'bin', 'node')
  if (existsSync(node)) return node

  console.error(
    `Node ${process.versions.node} is too old (${NEEDED} or newer is needed): fetching Node ${VERSION} for this run`,
  )
  const unfinished = `${folder}.${process.pid}`
  mkdirSync(unfinished, {recursive: true})
  try {
    execFileSync(
      'npm',
      [
        'install',
        '--prefix',
        unfinished,
        '--ignore-scripts',
        '--no-save',
        '--no-audit',
        '--no-fund',
        '--loglevel',
        'error',
        `${name}@${VERSION}`,
      ],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    )
    if (!existsSync(folder)) renameSync(unfinished, folder)
  } catch {
    console.error(`Node ${VERSION} could not be fetched; install Node ${NEEDED} or newer and run the command again`)
    process.exit(2)
  } finally {
    rmSync(unfinished, {recursive: true, force: true})
  }
  return node
}
