import assert from 'node:assert/strict'
import {cp, mkdir} from 'node:fs/promises'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'

import type {DeployResult, SendResult, TailResult} from '@aws-stack/core'

import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {type Project, project, root} from './fixtures/project.js'

/** Where each source's events go. */
const SOURCES: Readonly<Record<string, string>> = {
  drops: 'audit',
  hooks: 'web',
  beacons: 'web',
  jobs: 'work',
  alerts: 'audit',
}

const SETTINGS = `
substation:
  configs: configs
  optionalParts: []
  pipeline:
    sources:
      drops: {kind: s3, to: audit}
      hooks: {kind: gateway, to: web}
      beacons: {kind: gateway-stream, to: web, access: key}
      jobs: {kind: sqs, to: work}
      alerts: {kind: sns, to: audit}
    streams: {audit: {}, web: {}, work: {}}
`

/** Passes events on to the stream as they are. */
const passOn = (stream: string) => `local names = std.extVar('names');
{
  transforms: [{
    type: 'send_aws_kinesis_data_stream',
    settings: {aws: {arn: names.streams.${stream}.arn}},
  }],
}
`

describe('a pipeline of Substation from its description', function () {
  this.timeout(600_000)
  let local: LocalAws
  let user: Project

  before(async function () {
    local = localAws(this)
    user = await project({'aws-stack.yaml': SETTINGS, 'event.json': '{"from": "a test"}\n'})
  })

  describe('of five sources of different kinds into three streams', () => {
    const place = ['--local', '--stage', 'five']

    before(async () => {
      for (const [source, stream] of Object.entries(SOURCES)) {
        if (source === 'beacons') continue
        await mkdir(join(user.folder, 'configs', source), {recursive: true})
        await user.write(join('configs', source, 'config.jsonnet'), passOn(stream))
      }
    })
    after(() => user.cli(['substation:destroy', ...place, '--yes', '--force']))

    it('is deployed without a template of its own, and a second time changes nothing', async () => {
      const deployed = await jsonOf<DeployResult>('substation:deploy', ...place, '--yes')
      const again = await jsonOf<DeployResult>('substation:deploy', ...place, '--yes')

      assert.deepEqual(deployed.stacks.map(({part}) => part).toSorted(), [
        'bootstrap',
        'bucket-drops',
        'function-alerts',
        'function-drops',
        'function-hooks',
        'function-jobs',
        'gateway-beacons',
        'gateway-hooks',
        'queue-jobs',
        'stream-audit',
        'stream-web',
        'stream-work',
        'topic-alerts',
      ])
      assert.equal(again.changed, false)
    })

    for (const [source, stream] of Object.entries(SOURCES)) {
      it(`brings what is sent to ${source} into ${stream}`, async () => {
        const since = new Date(Date.now() - 1000).toISOString()

        const sent = await jsonOf<SendResult>('substation:send', 'event.json', '--lines', '--source', source, ...place)

        assert.equal(sent.failed, 0, JSON.stringify(sent.failures))
        assert.match(await firstOf(stream, since, place), /a test/)
      })
    }

    it('loses a source that is taken out, after the question whether its data may go', async () => {
      await user.write('aws-stack.yaml', SETTINGS.replace(/ {6}jobs: .*\n/, ''))

      const plan = await jsonOf<{stacks: {part: string; action: string}[]}>('substation:plan', ...place)
      const deployed = await user.cli(['substation:deploy', ...place, '--yes', '--force', '--json'])

      assert.deepEqual(
        plan.stacks
          .filter(({action}) => action === 'delete')
          .map(({part}) => part)
          .toSorted(),
        ['function-jobs', 'queue-jobs'],
      )
      assert.equal(deployed.code, 0, deployed.stderr + deployed.stdout)
      const {StackSummaries: stacks} = await local.aws<{StackSummaries: {StackName: string; StackStatus: string}[]}>(
        ...['cloudformation', 'list-stacks'],
      )
      const living = stacks.filter(({StackStatus: status}) => status !== 'DELETE_COMPLETE')
      assert.deepEqual(
        living.map(({StackName: name}) => name).filter((name) => /-five-.*-jobs$/.test(name)),
        [],
      )
    })
  })

  describe('of the era of v0.9', () => {
    const place = ['--local', '--stage', 'old']

    before(async () => {
      await user.write('aws-stack.yaml', 'substation:\n  version: v0.9.2\n  configs: old\n')
      await cp(join(root, 'examples', 'substation', 'v0.9'), join(user.folder, 'old'), {recursive: true})
    })
    after(() => user.cli(['substation:destroy', ...place, '--yes', '--force']))

    it('is deployed with the variables and configurations of its era, and works', async () => {
      await jsonOf<DeployResult>('substation:deploy', ...place, '--yes')
      const since = new Date(Date.now() - 1000).toISOString()

      await jsonOf<SendResult>('substation:send', 'event.json', '--source', 'gateway-source', ...place)

      assert.match(await firstOf('processed', since, place), /a test/)
      const {Configuration} = await local.aws<{Configuration: {Environment: {Variables: Record<string, string>}}}>(
        ...['lambda', 'get-function', '--function-name', 'substation-old-processor'],
      )
      assert.equal(Configuration.Environment.Variables['SUBSTATION_HANDLER'], 'AWS_KINESIS')
    })
  })

  async function firstOf(stream: string, since: string, place: readonly string[]): Promise<string> {
    for (let patience = 60; ; patience -= 1) {
      const {events} = await jsonOf<TailResult>('substation:tail', stream, '--since', since, ...place)
      if (events[0]) return events[0].data
      assert.ok(patience > 0, `nothing has come into ${stream}`)
      await sleep(500)
    }
  }

  async function jsonOf<T>(...args: string[]): Promise<T> {
    const {code, stdout, stderr} = await user.cli([...args, '--json'])
    assert.equal(code, 0, stderr + stdout)
    return JSON.parse(stdout) as T
  }
})
