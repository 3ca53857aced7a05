import assert from 'node:assert/strict'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {readLocalState} from '@aws-stack/kit'

import {localAws, skip} from './fixtures/local-aws.js'
import {finished, project, root} from './fixtures/project.js'

const host = '123456789012.dkr.ecr.eu-west-1.amazonaws.com'

describe('a deploy under the ECR host name', function () {
  this.timeout(600_000)
  let folder: string

  before(async function () {
    localAws(this)
    if (process.platform !== 'linux' || process.getuid?.() !== 0)
      skip(this, 'an engine that knows the ECR host name can be started as root on Linux only')
    folder = await mkdtemp(join(tmpdir(), 'ecr-host-'))
  })

  after(async () => {
    if (!folder) return
    const user = await project()
    await user.cli(['local:stop'], {AWS_STACK_LOCAL_FOLDER: folder})
    await rm(folder, {recursive: true, force: true})
  })

  it('pushes to it over TLS, and the stacks run the images by their ECR URIs', async () => {
    const user = await project()
    const environment = {AWS_STACK_LOCAL_FOLDER: folder}
    const started = await user.cli(['local:start', '--registry-host', host], environment)
    assert.equal(started.code, 0, started.stderr)
    const base = await finished(process.execPath, [join(root, 'scripts', 'base-image.mjs'), 'vast'], {
      cwd: root,
      environment,
    })
    assert.equal(base.code, 0, base.stderr)

    const run = await user.cli(['vast:deploy', '--local', '--yes', '--json'], environment)

    const {images} = JSON.parse(run.stdout) as {images: {name: string; uri: string; digest: string; pushed: boolean}[]}
    const witness = await finished(
      'aws',
      [
        'ecs',
        'describe-task-definition',
        '--task-definition',
        'vast-dev-server',
        '--query',
        'taskDefinition.containerDefinitions[0].image',
        '--output',
        'text',
      ],
      {
        environment: {
          AWS_ENDPOINT_URL: String(readLocalState(environment)?.endpoint),
          AWS_ACCESS_KEY_ID: 'local',
          AWS_SECRET_ACCESS_KEY: 'local',
          AWS_DEFAULT_REGION: 'eu-west-1',
        },
      },
    )
    assert.equal(run.code, 0, run.stderr)
    assert.ok(images.every(({name, uri, digest, pushed}) => pushed && uri === `${host}/vast-dev/${name}@${digest}`))
    assert.equal(witness.stdout.trim(), images[0]?.uri)
  })
})
