// `npm run demo`: from a fresh clone to VAST deployed on a local AWS. Asks nothing, touches no AWS account.
import {join} from 'node:path'

import {build, installNpmPackages, installSystemPackages, root} from './install.mjs'
import {environmentWithNode} from './node-for-this.mjs'
import {step} from './step.mjs'

const environment = {...environmentWithNode(), AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true'}
installNpmPackages(environment)
installSystemPackages(['demo'])
build(environment)

const cli = join(root, 'node_modules', '.bin', 'aws-stack')
const show = (...args) => step(`aws-stack ${args.join(' ')}`, 'node', [cli, ...args], environment, {cwd: root})

step('aws-stack local:start', 'node', [cli, 'local:start'], environment, {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
})
step('base image', 'node', [join(root, 'scripts', 'base-image.mjs'), 'vast'], environment, {cwd: root})
show('vast:plan', '--local')
show('vast:deploy', '--local', '--yes')
show('vast:status', '--local')

console.error(`
VAST is deployed on the local AWS. Look around:

  npx aws-stack vast:outputs --local
  npx aws-stack vast:deploy --local          # again: nothing to do
  eval "$(npx aws-stack local:start)" && aws ec2 describe-vpcs

Clean up:

  npx aws-stack vast:destroy --local --yes --force
  npx aws-stack local:stop
`)
