import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {chmod, mkdir, readFile, writeFile} from 'node:fs/promises'
import {delimiter, join} from 'node:path'

import {findProgram} from '../folder/find-program.js'
import {isRunning, readProcessRecords} from '../folder/process-records.js'
import {startLocal} from '../lifecycle/start-local.js'
import {stopLocal} from '../lifecycle/stop-local.js'
import {environmentWithFakeMoto} from '../testing/fake-moto.test.fixture.js'
import {skipLoudly} from '../testing/engine.test.fixture.js'
import {finished} from '../testing/finished.test.fixture.js'
import {inTemporaryFolder} from '../testing/temporary-folder.test.fixture.js'
import {connectEngine, engineVersion} from './connect-engine.js'
import {engineHome, startPrivateEngine, whyNoPrivateEngine} from './private-engine.js'

const ECR_HOST = '123456789012.dkr.ecr.eu-west-1.amazonaws.com'

describe('a private engine', function () {
  this.timeout(120_000)

  it('says what it lacks', () => {
    const all = {platform: 'linux', userId: 0, has: () => true} as const
    const lacks = (program: string) => ({...all, has: (asked: string) => asked !== program})

    assert.equal(whyNoPrivateEngine(all), undefined)
    assert.match(String(whyNoPrivateEngine({...all, platform: 'darwin'})), /Docker Desktop or Colima/)
    assert.match(String(whyNoPrivateEngine({...all, userId: 1000})), /only root/)
    assert.match(String(whyNoPrivateEngine(lacks('dockerd'))), /apt-get install docker\.io/)
    assert.match(String(whyNoPrivateEngine(lacks('unshare'))), /apt-get install util-linux/)
  })

  it('builds and pushes under the ECR host name, and leaves neither process nor mount', async function () {
    requireDockerd(this)

    await inTemporaryFolder(async (folder) => {
      const environment = await withDockerd(folder)
      const {signal} = new AbortController()
      const hosts = await readFile('/etc/hosts', 'utf8')
      try {
        const state = await startLocal({folder, environment, registryHost: ECR_HOST, signal, report: () => undefined})
        const variables = {
          ...process.env,
          DOCKER_HOST: state.dockerHost,
          DOCKER_CONFIG: folder,
          AWS_ENDPOINT_URL: state.endpoint,
          AWS_DEFAULT_REGION: state.region,
          AWS_ACCESS_KEY_ID: state.accessKeyId,
          AWS_SECRET_ACCESS_KEY: state.secretAccessKey,
        }
        const shell = async (script: string) => {
          const {code, stderr, stdout} = await finished('sh', ['-ec', script], variables)
          assert.equal(code, 0, stderr)
          return stdout.trim()
        }

        const uri = await shell(
          'aws ecr create-repository --repository-name team/app --query repository.repositoryUri --output text',
        )
        await shell(`aws ecr get-login-password | docker login --username AWS --password-stdin ${ECR_HOST}`)
        await shell(`head -c 1024 /dev/zero | docker import - ${uri}:base && docker push --quiet ${uri}:base`)
        const digest = await shell(
          'aws ecr describe-images --repository-name team/app --query "imageDetails[0].imageDigest" --output text',
        )
        await shell(`docker rmi ${uri}:base`)
        await shell(`printf 'FROM ${uri}@${digest}\\nLABEL a=b\\n' | docker build --tag ${uri}:next -`)

        assert.equal(uri, `${ECR_HOST}/team/app`)
        assert.equal(await readFile('/etc/hosts', 'utf8'), hosts)
      } finally {
        const records = await readProcessRecords(folder)
        await stopLocal(folder, environment, signal)
        assert.deepEqual(records.filter(isRunning), [])
      }
      assert.ok(!(await readFile('/proc/mounts', 'utf8')).includes(folder))
    })
  })

  it('keeps its images, works in a folder with a long name, and survives a crash of its server', async function () {
    requireDockerd(this)

    await inTemporaryFolder(async (temporary) => {
      const folder = join(temporary, 'a-long-name-'.repeat(8))
      await mkdir(folder)
      const environment = await withDockerd(folder)
      const {signal} = new AbortController()
      const start = () => startLocal({folder, environment, registryHost: ECR_HOST, signal, report: () => undefined})
      try {
        const first = await start()
        const docker = await connectEngine(first.dockerHost ?? '', {})
        const {code, stderr} = await finished('sh', ['-c', 'head -c 1024 /dev/zero | docker import - kept:1'], {
          ...process.env,
          DOCKER_HOST: first.dockerHost,
        })
        assert.equal(code, 0, stderr)
        const records = await readProcessRecords(folder)
        process.kill(first.pid, 'SIGKILL')

        const second = await start()

        assert.deepEqual(records.filter(isRunning), [])
        assert.equal(second.dockerHost, first.dockerHost)
        assert.ok(await docker.getImage('kept:1').inspect())
      } finally {
        const {stopped} = await stopLocal(folder, environment, signal)
        assert.ok(stopped.includes('dockerd'))
      }
      assert.notEqual(engineHome(folder), join(folder, 'engine'))
      assert.equal(existsSync(engineHome(folder)), false)
    })
  })

  it('shows the end of its log where it cannot start', async function () {
    requireDockerd(this)

    await inTemporaryFolder(async (folder) => {
      const environment = await withBrokenDockerd(folder)

      const engine = await startPrivateEngine({folder, environment})

      assert.equal(engine.kind, 'missing')
      assert.match(
        engine.kind === 'missing' ? engine.reason : '',
        /dockerd did not start; the end of .*dockerd\.log:\n.*no space left/,
      )
      assert.equal(await engineVersion(`unix://${join(folder, 'engine', 'docker.sock')}`, {}), undefined)
      await stopLocal(folder, environment, new AbortController().signal)
    })
  })
})

function requireDockerd(test: Mocha.Context): void {
  const why = whyNoPrivateEngine({
    platform: process.platform,
    userId: process.getuid?.(),
    has: (program) => findProgram(program, process.env) !== undefined,
  })
  if (why) skipLoudly(test, `no private engine can be started: ${why}`)
}

/** moto is the fake one, dockerd the machine's. */
async function withDockerd(folder: string): Promise<NodeJS.ProcessEnv> {
  const environment = await environmentWithFakeMoto(folder)
  return {...environment, PATH: [environment['PATH'], process.env['PATH']].join(delimiter)}
}

async function withBrokenDockerd(folder: string): Promise<NodeJS.ProcessEnv> {
  const environment = await withDockerd(folder)
  const program = join(folder, 'bin', 'dockerd')
  await writeFile(program, '#!/bin/sh\necho no space left on device >&2\nexit 1\n')
  await chmod(program, 0o755)
  return environment
}
