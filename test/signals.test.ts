import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {join} from 'node:path'

import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {project} from './fixtures/project.js'

describe('a signal', function () {
  this.timeout(300_000)
  let local: LocalAws

  before(function () {
    local = localAws(this)
  })

  afterEach(() => local.clearFaults())

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`${signal} during a deploy starts nothing new, says what goes on, and leaves with ${code}`, async () => {
      const stage = signal.toLowerCase()
      const user = await project()
      await local.delay({stack: `vast-${stage}-registry`, resourceType: 'AWS::ECR::Repository', ms: 8000})
      await local.delay({stack: `vast-${stage}-network`, logicalId: 'Vpc', ms: 8000})

      const child = spawn(
        process.execPath,
        [
          join(user.folder, 'node_modules', '.bin', 'aws-stack'),
          'vast:deploy',
          '--local',
          '--yes',
          '--json',
          '--stage',
          stage,
          '--cidr',
          signal === 'SIGINT' ? '10.43.0.0/24' : '10.43.1.0/24',
        ],
        {
          cwd: user.folder,
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      )
      let stdout = ''
      let stderr = ''
      child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
      const closed = new Promise<number | null>((resolve) => child.on('close', resolve))
      await until(async () => (await stacks(local)).includes(`vast-${stage}-network`))
      child.kill(signal)
      const left = await closed

      assert.equal(left, code, stderr)
      assert.equal((JSON.parse(stdout) as {error: {code: string}}).error.code, 'CANCELLED')
      assert.ok(!(await stacks(local)).includes(`vast-${stage}-server`))

      await local.clearFaults()
      await until(async () => !(await inProgress(local, stage)))
      const destroyed = await user.cli(['vast:destroy', '--local', '--yes', '--force', '--stage', stage])
      assert.equal(destroyed.code, 0, destroyed.stderr)
    })
  }
})

async function stacks(local: LocalAws): Promise<string[]> {
  return local.aws<string[]>('cloudformation', 'describe-stacks', '--query', 'Stacks[].StackName')
}

async function inProgress(local: LocalAws, stage: string): Promise<boolean> {
  const found = await local.aws<{StackName: string; StackStatus: string}[]>(
    'cloudformation',
    'describe-stacks',
    '--query',
    'Stacks[].{StackName: StackName, StackStatus: StackStatus}',
  )
  return found.some(
    ({StackName, StackStatus}) => StackName.startsWith(`vast-${stage}-`) && StackStatus.endsWith('_IN_PROGRESS'),
  )
}

async function until(happened: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await happened()) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('it did not happen')
}
