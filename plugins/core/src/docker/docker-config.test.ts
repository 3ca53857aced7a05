import assert from 'node:assert/strict'
import {chmod, mkdtemp, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {delimiter, join} from 'node:path'

import {dockerCredentials} from './docker-config.js'

const HUB = 'https://index.docker.io/v1/'

describe('credentials for Docker Hub', () => {
  it('are found by each of its names, in the file and by a helper', async function () {
    if (process.platform === 'win32') return this.skip()
    const folder = await mkdtemp(join(tmpdir(), 'docker-config-'))
    const helper = join(folder, 'docker-credential-of-the-hub')
    const answer = '{"Username":"me","Secret":"helped"}'
    await writeFile(helper, `#!/bin/sh\nread server\n[ "$server" = "${HUB}" ] && echo '${answer}'\n`)
    await chmod(helper, 0o755)
    const {PATH = ''} = process.env
    const ask = async (config: object) => {
      await writeFile(join(folder, 'config.json'), JSON.stringify(config))
      return Promise.all(['docker.io', 'index.docker.io'].map((host) => dockerCredentials(folder, host)))
    }

    process.env['PATH'] = `${folder}${delimiter}${PATH}`
    try {
      const written = {username: 'me', password: 'written'}
      const helped = {username: 'me', password: 'helped'}
      const auth = Buffer.from('me:written').toString('base64')
      assert.deepEqual(await ask({auths: {[HUB]: {auth}}}), [written, written])
      assert.deepEqual(await ask({credsStore: 'of-the-hub'}), [helped, helped])
    } finally {
      process.env['PATH'] = PATH
    }
  })
})
