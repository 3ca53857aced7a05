import assert from 'node:assert/strict'

import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {type Finished, project, type Project} from './fixtures/project.js'

interface Base {
  argument: string
  asked: string
  reference: string
  digest?: string
}

interface Planned {
  changed: boolean
  images: {name: string; action: string; tag: string; bases: Base[]}[]
}

interface Deployed {
  changed: boolean
  images: {name: string; uri: string; bases: Base[]}[]
}

function json<T>({stdout, stderr, code}: Finished): T {
  try {
    return JSON.parse(stdout) as T
  } catch {
    throw new Error(`no JSON on stdout, exit ${code}:\n${stdout}\n${stderr}`)
  }
}

const errorOf = (run: Finished) => json<{error: {code: string; message: string; exitCode: number}}>(run).error

describe('the base image of VAST', function () {
  this.timeout(600_000)
  let local: LocalAws
  let user: Project
  /** In the local registry. */
  let repository: string

  before(async function () {
    local = localAws(this)
    user = await project()
    const base = String(local.state.standIns['tenzir/vast'])
    repository = (base.split('@')[0] ?? '').replace('stand-in/vast', 'stand-in/moving')
    await local.aws('ecr', 'create-repository', '--repository-name', 'stand-in/moving').catch(() => undefined)
    await logIn()
  })

  after(async () => {
    if (user) await user.cli(['vast:destroy', '--local', '--yes', '--force', '--stage', 'moving'])
    await local?.aws('ecr', 'delete-repository', '--repository-name', 'stand-in/moving', '--force')
  })

  const place = ['--local', '--json', '--stage', 'moving', '--cidr', '10.42.77.0/24']
  const cli = (command: string, image: string, ...more: string[]) =>
    user.cli([command, ...place, ...more], {VAST_IMAGE: image})

  it('by a tag that moves is resolved over the registry: what it was is built upon and recorded, and a move is a change', async () => {
    const first = await push('latest', 'generation=1')

    const planned = json<Planned>(await cli('vast:plan', repository))
    const deployed = json<Deployed>(await cli('vast:deploy', `${repository}:latest`, '--yes'))
    const still = json<Planned>(await cli('vast:plan', `${repository}:latest`))
    await local.fail({service: 'registry', operation: 'HEAD manifest', status: 429, code: 'TOOMANYREQUESTS', times: 9})
    const busy = await cli('vast:plan', `${repository}:latest`)
    await local.clearFaults()
    const second = await push('latest', 'generation=2')
    const moved = json<Planned>(await cli('vast:plan', `${repository}:latest`))

    const use = {argument: 'BASE_IMAGE', reference: `${repository}@${first}`, digest: first}
    for (const {bases} of planned.images) assert.deepEqual(bases, [{...use, asked: repository}])
    for (const {bases} of deployed.images) assert.deepEqual(bases, [{...use, asked: `${repository}:latest`}])
    assert.deepEqual(
      deployed.images.map(({name}) => name),
      ['server', 'client'],
    )
    for (const {uri} of deployed.images) {
      await local.docker('pull', '--quiet', uri)
      const labels = JSON.parse(await local.docker('inspect', '--format', '{{json .Config.Labels}}', uri)) as object
      assert.deepEqual(labels, {
        generation: '1',
        'org.opencontainers.image.base.name': `${repository}:latest`,
        'org.opencontainers.image.base.digest': first,
      })
    }
    assert.deepEqual([still.changed, still.images.map(({action}) => action)], [false, ['none', 'none']])
    assert.equal(json<Planned>(busy).changed, false)
    assert.match(busy.stderr, /had too many requests .*; what is deployed was built upon sha256:/)
    assert.notEqual(second, first)
    assert.deepEqual([moved.changed, moved.images.map(({action}) => action)], [true, ['build', 'build']])
    assert.deepEqual([...new Set(moved.images.flatMap(({bases}) => bases.map(({digest}) => digest)))], [second])
  })

  it('is asked for once in a run, by HEAD, and shown in the plan', async () => {
    const digest = await push('latest', 'generation=3')
    await local.forgetRequests()

    const {stdout} = await user.cli(['vast:plan', ...place.filter((word) => word !== '--json')], {
      VAST_IMAGE: `${repository}:latest`,
    })

    // An engine that fetches another image asks the registry too.
    const manifests = (await local.requests()).filter(
      ({operation, resource}) => operation.endsWith(' manifest') && resource === 'stand-in/moving',
    )
    assert.match(stdout, new RegExp(`server +build and push +\\w+ +on ${repository}:latest \\(${digest}\\)`))
    // Without credentials, with them, and once for the platforms of what would be built.
    assert.deepEqual(manifests.map(({operation}) => operation).toSorted(), [
      'GET manifest',
      'HEAD manifest',
      'HEAD manifest',
    ])
  })

  it('that does not exist is refused, with the tags near it', async () => {
    await push('v3.1.0', 'generation=4')

    const run = await cli('vast:plan', `${repository}:v3.1.7`)

    const {code, exitCode, message} = errorOf(run)
    assert.deepEqual([run.code, exitCode, code], [2, 2, 'BASE_IMAGE_NOT_FOUND'])
    assert.match(message, /has no image .*stand-in\/moving:v3\.1\.7; near it are v3\.1\.0$/)
  })

  it('that only the engine has is taken from there, and that is said', async () => {
    const base = String(local.state.standIns['tenzir/vast'])
    await local.docker('tag', base, 'aws-stack-test.invalid/own/vast:dev')

    const run = await cli('vast:plan', 'aws-stack-test.invalid/own/vast:dev')
    await local.docker('rmi', 'aws-stack-test.invalid/own/vast:dev')
    const gone = await cli('vast:plan', 'aws-stack-test.invalid/own/vast:dev')

    assert.equal(run.code, 0, run.stderr)
    assert.match(run.stderr, /cannot ask the registry aws-stack-test\.invalid .*; the Docker engine has it/)
    assert.deepEqual([gone.code, errorOf(gone).code], [5, 'REGISTRY_UNREACHABLE'])
  })

  async function push(tag: string, label: string): Promise<string> {
    const container = await local.docker('create', String(local.state.standIns['tenzir/vast']), 'true')
    await local.docker('commit', '--change', `LABEL ${label}`, container, `${repository}:${tag}`)
    await local.docker('rm', container)
    await local.docker('push', '--quiet', `${repository}:${tag}`)
    const {imageDetails} = await local.aws<{imageDetails: {imageDigest: string}[]}>(
      ...['ecr', 'describe-images', '--repository-name', 'stand-in/moving', '--image-ids', `imageTag=${tag}`],
    )
    return imageDetails[0]?.imageDigest ?? ''
  }

  async function logIn(): Promise<void> {
    const {authorizationData} = await local.aws<{
      authorizationData: {authorizationToken: string; proxyEndpoint: string}[]
    }>('ecr', 'get-authorization-token')
    const [{authorizationToken = '', proxyEndpoint = ''} = {}] = authorizationData
    const [name = '', password = ''] = Buffer.from(authorizationToken, 'base64').toString().split(':')
    await local.docker('login', '--username', name, '--password', password, proxyEndpoint)
  }
})
