// `npm test`: sets up what is missing, builds, starts a local AWS of its own and runs every test. `npm test -- --grep NAME` limits.
import {spawnSync} from 'node:child_process'
import {chmodSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {build, installNpmPackages, installSystemPackages, root} from './install.mjs'
import {environmentWithNode} from './node-for-this.mjs'
import {step} from './step.mjs'

const environment = {
  ...environmentWithNode(),
  AWS_STACK_LOCAL_FOLDER: process.env.AWS_STACK_LOCAL_FOLDER ?? join(root, 'node_modules', '.cache', 'local-aws'),
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
}

installNpmPackages(environment)
installSystemPackages(['demo', 'test', 'jsonnet', 'boto3'])
build(environment)

const cli = join(root, 'node_modules', '.bin', 'aws-stack')
// Its standard output is for `eval`.
const quiet = {cwd: root, stdio: ['ignore', 'ignore', 'inherit']}
step('local AWS', 'node', [cli, 'local:start'], environment, quiet)
environment.DOCKER_HOST ??= engineOf(environment.AWS_STACK_LOCAL_FOLDER)
step('base image', 'node', [join(root, 'scripts', 'base-image.mjs')], environment, {cwd: root})

const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js')
const rooms = ['core', 'kit', 'jsonnet', 'local', 'vast', 'substation', 'cli'].map(
  (room) => `plugins/${room}/dist/**/*.test.js`,
)
// What tests leave in the temporary folder goes with it.
const temporary = mkdtempSync(join(tmpdir(), 'aws-stack-'))
chmodSync(temporary, 0o755) // some are run as nobody
const {status} = spawnSync(
  'node',
  [
    mocha,
    '--reporter',
    'scripts/reporter.cjs',
    ...rooms,
    'action/build/**/*.test.js',
    'test/dist/**/*.test.js',
    ...process.argv.slice(2),
  ],
  {cwd: root, env: {...environment, TMPDIR: temporary}, stdio: 'inherit'},
)

rmSync(temporary, {recursive: true, force: true})
spawnSync('node', [cli, 'local:stop'], {...quiet, env: environment})
process.exit(status ?? 1)

/** The engine that the local AWS has found or started: the tests of the images use it too. */
function engineOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')).dockerHost
}
