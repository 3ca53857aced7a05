import assert from 'node:assert/strict'

import {deployedState} from './fixtures/deployed-state.js'
import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {project, type Project} from './fixtures/project.js'
import {started, type Running, until} from './fixtures/running.js'

const PLACE = ['--local', '--stage', 'both']
const CIDR = ['--cidr', '10.44.0.0/24']

describe('two deploys that are started in the same second', function () {
  this.timeout(300_000)
  let local: LocalAws
  let user: Project

  before(async function () {
    local = localAws(this)
    user = await project()
  })
  afterEach(async () => {
    await local.clearFaults()
    await user.cli(['vast:destroy', ...PLACE, '--yes', '--force'])
  })

  const deploy = (...flags: string[]): Running =>
    started(user, ['vast:deploy', ...PLACE, ...CIDR, '--yes', '--json', ...flags])

  it('both end well, and what is deployed is what one of them would have deployed', async () => {
    const runs = [deploy(), deploy()]

    const codes = await Promise.all(runs.map(({ended}) => ended))

    assert.deepEqual(codes, [0, 0], runs.map((run) => run.stderr() + run.stdout()).join('\n'))
    const {stacks, changeSets} = await deployedState(local, 'vast-both')
    assert.deepEqual(
      stacks.map(({StackName, StackStatus}) => `${StackName} ${StackStatus.replace(/^(CREATE|UPDATE)_/, '')}`),
      ['client', 'network', 'registry', 'server'].map((part) => `vast-both-${part} COMPLETE`),
    )
    assert.equal(changeSets, 0)
  })

  it('wait for each other, and the one that waits says for what and for whom', async () => {
    await local.delay({stack: 'vast-both-network', logicalId: 'Vpc', ms: 5_000})
    const first = deploy('--part', 'network')
    await until(async () => (await deployedState(local, 'vast-both')).stacks[0]?.StackStatus === 'CREATE_IN_PROGRESS')

    const second = deploy('--part', 'network', '--verbose')

    assert.deepEqual([await first.ended, await second.ended], [0, 0], second.stderr())
    assert.match(
      second.stderr(),
      /network: another operation runs \(CREATE_IN_PROGRESS since .*, started by aws-stack of /,
    )
    assert.equal((JSON.parse(second.stdout()) as {changed: boolean}).changed, false)
  })

  it('end with 7 where one does not want to wait', async () => {
    await local.delay({stack: 'vast-both-network', logicalId: 'Vpc', ms: 20_000})
    const first = deploy('--part', 'network')
    await until(async () => (await deployedState(local, 'vast-both')).stacks[0]?.StackStatus === 'CREATE_IN_PROGRESS')

    const second = deploy('--part', 'network', '--wait-for-lock', '0')

    assert.equal(await second.ended, 7, second.stderr())
    const {error} = JSON.parse(second.stdout()) as {error: {suggestions: string[]; details: {startedBy: string}}}
    assert.match(error.details.startedBy, /^aws-stack of /)
    assert.equal(error.suggestions[0], `aws-stack vast:attach ${PLACE.join(' ')}`)
    assert.equal(await first.ended, 0, first.stderr())
  })
})

describe('a time limit', function () {
  this.timeout(120_000)
  const place = ['--local', '--stage', 'late']

  it('ends with 6 and the line that follows what goes on, and the stack goes on', async function () {
    const local = localAws(this)
    const user = await project()
    await local.delay({stack: 'vast-late-network', logicalId: 'Vpc', ms: 6_000})

    const run = await user.cli([
      'vast:deploy',
      ...place,
      '--cidr',
      '10.57.0.0/24',
      '--part',
      'network',
      '--yes',
      '--json',
      '--timeout',
      '3s',
    ])

    assert.equal(run.code, 6, run.stderr)
    const {error} = JSON.parse(run.stdout) as {
      error: {code: string; suggestions: string[]; details: {goesOn: string[]}}
    }
    assert.equal(error.code, 'TIMED_OUT')
    assert.deepEqual(error.details.goesOn, ['network'])
    assert.deepEqual(error.suggestions, [`aws-stack vast:attach ${place.join(' ')}`])
    const attached = await user.cli(['vast:attach', ...place, '--json'])
    assert.equal(attached.code, 0, attached.stderr)
    assert.equal((await deployedState(local, 'vast-late')).stacks[0]?.StackStatus, 'CREATE_COMPLETE')
    await user.cli(['vast:destroy', ...place, '--yes', '--force'])
  })
})
