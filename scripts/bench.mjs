// `npm run bench -- NAME`: builds, starts the local AWS where it does not run, and runs one benchmark.
import {readdirSync} from 'node:fs'
import {join} from 'node:path'

import {build, installNpmPackages, root} from './install.mjs'
import {environmentWithNode} from './node-for-this.mjs'
import {step} from './step.mjs'

const [name, ...args] = process.argv.slice(2)
const names = readdirSync(join(root, 'bench')).flatMap((file) => (file.endsWith('.ts') ? [file.slice(0, -3)] : []))
if (!names.includes(name)) {
  console.error(`npm run bench -- NAME; there are ${names.join(', ')}`)
  process.exit(2)
}

const environment = {...environmentWithNode()}
installNpmPackages(environment)
build(environment)
// It costs 70 ms of every start where it is set, on Node 20.
delete environment.NODE_EXTRA_CA_CERTS
step(`bench ${name}`, 'node', [join(root, 'bench', 'dist', `${name}.js`), ...args], environment, {cwd: root})
