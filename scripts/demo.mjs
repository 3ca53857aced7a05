// `npm run demo [-- substation]`: from a fresh clone to VAST, or Substation, deployed on a local AWS. Asks nothing, touches no AWS account.
import {join} from 'node:path'

import {build, installNpmPackages, installSystemPackages, root} from './install.mjs'
import {environmentWithNode} from './node-for-this.mjs'
import {step} from './step.mjs'

const STORIES = {
  vast: () => {
    show('vast:plan', '--local')
    show('vast:deploy', '--local', '--yes')
    show('vast:status', '--local')
    return `
VAST is deployed on the local AWS. Look around:

  npx aws-stack vast:outputs --local
  npx aws-stack vast:deploy --local          # again: nothing to do
  eval "$(npx aws-stack local:start)" && aws ec2 describe-vpcs

Clean up:

  npx aws-stack vast:destroy --local --yes --force
  npx aws-stack local:stop
`
  },
  substation: () => {
    environment.SUBSTATION_CONFIG_DIRECTORY = join('examples', 'substation', 'v2')
    const before = new Date().toISOString()
    const account = {AWS_STACK_ACCOUNT: '123456789012', AWS_STACK_REGION: 'eu-west-1'}
    showWith(account, 'substation:config:compile', '--out', join('node_modules', '.cache', 'demo-configs'))
    show('substation:deploy', '--local', '--yes')
    show('substation:config:list', '--local')
    show('substation:deploy', '--local', '--yes')
    show('substation:send', join('examples', 'substation', 'events.ndjson'), '--source', 'gateway-source', '--local')
    const tail = ['substation:tail', 'processed', '--since', before, '--follow', '--limit', '2', '--timeout', '2m']
    show(...tail, '--local')
    step('objects of the sinks', 'node', [join(root, 'scripts', 'list-objects.mjs'), 'substation-dev'], environment)
    return `
Substation is deployed on the local AWS, its configurations are released to prod. Look around:

  export SUBSTATION_CONFIG_DIRECTORY=${environment.SUBSTATION_CONFIG_DIRECTORY}
  npx aws-stack substation:status --local
  npx aws-stack substation:send examples/substation/events.ndjson --source s3-source --local
  npx aws-stack substation:tail processed --follow --local
  npx aws-stack substation:diagram --html substation.html --local

Clean up:

  npx aws-stack substation:destroy --local --yes --force
  npx aws-stack local:stop
`
  },
}

const app = process.argv[2] ?? 'vast'
const story = STORIES[app]
if (!story) {
  console.error(`there is no demo of "${app}": ${Object.keys(STORIES).join(', ')}`)
  process.exit(2)
}

const environment = {...environmentWithNode(), AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true'}
installNpmPackages(environment)
installSystemPackages(['demo'])
build(environment)

const cli = join(root, 'node_modules', '.bin', 'aws-stack')

step('aws-stack local:start', 'node', [cli, 'local:start'], environment, {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
})
step('base image', 'node', [join(root, 'scripts', 'base-image.mjs'), app], environment, {cwd: root})
console.error(story())

function show(...args) {
  showWith({}, ...args)
}

function showWith(more, ...args) {
  step(`aws-stack ${args.join(' ')}`, 'node', [cli, ...args], {...environment, ...more}, {cwd: root})
}
