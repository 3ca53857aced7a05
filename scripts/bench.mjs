// `npm run bench -- NAME`: sets up what the benchmark needs (a local AWS, left running) and runs it.
import {readdirSync} from 'node:fs'
import {join} from 'node:path'

import {build, installNpmPackages, installSystemPackages, root} from './install.mjs'
import {environmentWithNode} from './node-for-this.mjs'
import {step} from './step.mjs'

/** Benchmarks that deploy. */
const ON_LOCAL_AWS = ['import', 'noop']

const [name, ...args] = process.argv.slice(2)
const names = readdirSync(join(root, 'bench'))
  .flatMap((file) => (file.endsWith('.ts') ? [file.slice(0, -3)] : []))
  .filter((file) => file !== 'measure')
if (!names.includes(name)) {
  console.error(`npm run bench -- NAME; there are ${names.join(', ')}`)
  process.exit(2)
}

const environment = {...environmentWithNode()}
installNpmPackages(environment)
build(environment)
if (name === 'jsonnet') installSystemPackages(['jsonnet'])
if (name === 'config') installSystemPackages(['boto3'])
if (ON_LOCAL_AWS.includes(name)) {
  installSystemPackages(['demo'])
  const cli = join(root, 'node_modules', '.bin', 'aws-stack')
  step('local AWS', 'node', [cli, 'local:start'], environment, {cwd: root, stdio: ['ignore', 'ignore', 'inherit']})
  step('base image', 'node', [join(root, 'scripts', 'base-image.mjs'), 'vast'], environment, {cwd: root})
}
// It costs 70 ms of every start where it is set, on Node 20.
delete environment.NODE_EXTRA_CA_CERTS
step(`bench ${name}`, 'node', [join(root, 'bench', 'dist', `${name}.js`), ...args], environment, {cwd: root})
