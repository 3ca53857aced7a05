import assert from 'node:assert/strict'

import {listening} from '../testing/listening.test.fixture.js'
import {engineVersion} from './connect-engine.js'
import {engineHosts, findEngine} from './find-engine.js'

const environment = {HOME: '/home/ann', DOCKER_HOST: 'tcp://build:2375', XDG_RUNTIME_DIR: '/run/user/1000'}

describe('finding an engine', () => {
  it('asks DOCKER_HOST first, then the usual sockets', () => {
    const hosts = engineHosts(environment)

    assert.deepEqual(hosts.slice(0, 4), [
      'tcp://build:2375',
      'unix:///var/run/docker.sock',
      'unix:///run/user/1000/docker.sock',
      'unix:///home/ann/.docker/run/docker.sock',
    ])
    assert.ok(hosts.includes('unix:///home/ann/.colima/default/docker.sock'))
  })

  it('takes the first one that answers', async () => {
    const probe = async (host: string) => (host.includes('.colima') ? '27.0' : undefined)

    const engine = await findEngine({environment, probe})

    assert.deepEqual(engine, {kind: 'found', host: 'unix:///home/ann/.colima/default/docker.sock', version: '27.0'})
  })

  it('finds none where none answers', async () => {
    assert.equal(await findEngine({environment, probe: async () => undefined}), undefined)
  })

  it('does not wait for an engine that is silent', async () => {
    const before = process.env['DOCKER_HOST']
    await listening(
      () => undefined,
      async (_origin, port) => {
        const host = `tcp://127.0.0.1:${port}`
        process.env['DOCKER_HOST'] = host
        try {
          assert.equal(await engineVersion(host, {DOCKER_HOST: host}, 50), undefined)
        } finally {
          if (before === undefined) delete process.env['DOCKER_HOST']
          else process.env['DOCKER_HOST'] = before
        }
      },
    )
  })
})
