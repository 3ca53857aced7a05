import assert from 'node:assert/strict'
import {createHash, randomBytes} from 'node:crypto'
import {createReadStream} from 'node:fs'
import {readdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {pipeline} from 'node:stream/promises'

import {templatePath} from '@aws-stack/templates'

import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {finished, type Finished, type Project, project} from './fixtures/project.js'

const PLACE = ['--local', '--stage', 'files']
const BUCKET = 'vast-files-workbucket-eu-west-1-123456789012'
const MIB = 1024 * 1024

describe('vast:bucket', function () {
  this.timeout(300_000)
  let local: LocalAws
  let user: Project

  /** The part alone: the commands need nothing else. */
  before(async function () {
    local = localAws(this)
    user = await project()
    const trust = {Version: '2012-10-17', Statement: []}
    await local.aws(
      'iam',
      'create-role',
      '--role-name',
      'files',
      '--assume-role-policy-document',
      JSON.stringify(trust),
    )
    const tags = ['app=vast', 'stage=files', 'part=workbucket']
    const parameters = ['Name=vast-files', 'ServerRole=files']
    const stack = ['--stack-name', 'vast-files-workbucket', '--region', 'eu-west-1']
    await local.aws(
      ...['cloudformation', 'create-stack', ...stack, '--capabilities', 'CAPABILITY_IAM'],
      ...['--template-body', `file://${templatePath('vast/workbucket.yaml')}`],
      ...['--parameters', ...parameters.map((each) => `ParameterKey=${each.replace('=', ',ParameterValue=')}`)],
      ...['--tags', ...tags.map((each) => `Key=aws-stack:${each.replace('=', ',Value=')}`)],
    )
    await local.aws('cloudformation', 'wait', 'stack-create-complete', ...stack)
  })

  after(async () => {
    if (user) await user.cli(['vast:destroy', ...PLACE, '--yes', '--force'])
    if (local) await local.aws('iam', 'delete-role', '--role-name', 'files').catch(() => undefined)
  })

  it('has a name, also under its old name', async () => {
    assert.equal((await must('vast:bucket:name', ...PLACE)).stdout.trim(), BUCKET)
    assert.equal((await must('vast:workbucket:name', ...PLACE)).stdout.trim(), BUCKET)
  })

  it('takes and gives a file of several parts, byte for byte, as the aws command sees it too', async () => {
    const file = join(user.folder, 'big')
    await writeFile(file, randomBytes(20 * MIB + 1))

    await must('vast:bucket:upload', 'big', 'a folder/', ...PLACE)
    const head = await local.aws<{ContentLength: number}>(
      ...['s3api', 'head-object', '--bucket', BUCKET, '--key', 'a folder/big'],
    )
    await must('vast:bucket:download', 'a folder/big', 'back', ...PLACE)

    assert.equal(head.ContentLength, 20 * MIB + 1)
    assert.equal(await sumOf(join(user.folder, 'back')), await sumOf(file))
    assert.deepEqual((await readdir(user.folder)).toSorted(), ['back', 'big', 'node_modules', 'package.json'])
  })

  it('stands in a pipe at both ends', async () => {
    const cli = (command: string) => `node_modules/.bin/aws-stack vast:bucket:${command} ${PLACE.join(' ')}`
    const script = `printf 'through a pipe' | ${cli('upload - piped')} > /dev/null && ${cli('download piped -')} | cat`

    const {stdout} = await finished('sh', ['-c', script], {cwd: user.folder})

    assert.equal(stdout, 'through a pipe')
  })

  it('lists what is below a prefix, whatever its name, as text and as one document', async () => {
    for (const key of ['list/ü & "b"', 'list/a+b c'])
      await local.aws('s3api', 'put-object', '--bucket', BUCKET, '--key', key)

    const text = await must('vast:bucket:list', '--prefix', 'list/', ...PLACE)
    const {stdout} = await must('vast:bucket:list', '--prefix', 'list/', '--json', ...PLACE)

    const {objects} = JSON.parse(stdout) as {objects: {key: string; bytes: number}[]}
    assert.deepEqual(
      objects.map(({key, bytes}) => [key, bytes]),
      [
        ['list/a+b c', 0],
        ['list/ü & "b"', 0],
      ],
    )
    assert.match(text.stdout, /^ +0 B {2}20\d\d-\S+Z {2}list\/a\+b c\n +0 B {2}\S+Z {2}list\/ü & "b"\n$/)
  })

  it('loses nothing without an answer, and what was named with --yes', async () => {
    for (const key of ['gone/1', 'gone/2', 'gone too'])
      await local.aws('s3api', 'put-object', '--bucket', BUCKET, '--key', key)

    const unasked = await run('vast:bucket:delete', 'gone too', ...PLACE)
    const missing = await run('vast:bucket:delete', 'gone too', 'never was', '--yes', ...PLACE)
    const kept = await keys('gone')
    await must('vast:bucket:delete', 'gone too', '--yes', ...PLACE)
    const {stdout} = await must('vast:bucket:delete', '--prefix', 'gone/', '--yes', '--json', ...PLACE)

    assert.equal(unasked.code, 9)
    assert.match(unasked.stderr, /aws-stack vast:bucket:delete 'gone too' --yes --local --stage files/)
    assert.equal(missing.code, 3)
    assert.match(missing.stderr, /there is no object s3:\/\/.*\/never was/)
    assert.deepEqual(kept, ['gone too', 'gone/1', 'gone/2'])
    assert.equal((JSON.parse(stdout) as {deleted: number}).deleted, 2)
    assert.deepEqual(await keys('gone'), [])
  })

  it('that is not deployed ends with 3 and says how to get it', async () => {
    const {code, stderr} = await run('vast:bucket:list', '--local', '--stage', 'nofiles')

    assert.equal(code, 3)
    assert.match(stderr, /optionalParts in aws-stack\.yaml, or VAST_CLOUD_PLUGINS/)
  })

  const run = (...args: string[]): Promise<Finished> => user.cli(args)

  async function must(...args: string[]): Promise<Finished> {
    const ended = await run(...args)
    assert.equal(ended.code, 0, ended.stderr + ended.stdout)
    return ended
  }

  async function keys(prefix: string): Promise<string[]> {
    const {Contents = []} =
      (await local.aws<{Contents?: {Key: string}[]} | null>(
        ...['s3api', 'list-objects-v2', '--bucket', BUCKET, '--prefix', prefix],
      )) ?? {}
    return Contents.map(({Key}) => Key)
  }
})

async function sumOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
