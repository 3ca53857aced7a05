import assert from 'node:assert/strict'
import {mkdtemp, readFile} from 'node:fs/promises'
import module from 'node:module'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'

import {skip} from './fixtures/local-aws.js'
import {finished, root} from './fixtures/project.js'

const WRONG = {VAST_CIDR: '10.42.0.0', VAST_PEERED_VPC_ID: 'vpc-0123456789abcdef0', VAST_AWS_REGION: 'eu-west-1'}

/** Counted here, since times would fail on a busy machine; `npm run bench -- startup` has these. */
describe('a start', function () {
  this.timeout(60_000)

  before(function () {
    if (!('registerHooks' in module)) skip(this, 'this Node cannot say what it loads')
  })

  for (const args of [['--help'], ['vast:deploy', '--help']]) {
    it(`that prints ${args.join(' ')} loads neither the engine nor the app`, async () => {
      const loaded = await loadedBy(args)

      assert.deepEqual(among(loaded, ['/node_modules/', '/plugins/core/', '/plugins/vast/']), [])
      assert.ok(loaded.length > 0 && loaded.length < 25, `${loaded.length} files`)
    })
  }

  it('that ends at a wrong setting loads neither SDK nor Docker client, and few files', async () => {
    const loaded = await loadedBy(['vast:plan'])

    assert.deepEqual(among(loaded, ['/node_modules/']), [])
    assert.ok(among(loaded, ['/plugins/vast/']).length > 0)
    assert.ok(loaded.length < 50, `${loaded.length} files`)
  })

  it('that is asked for the version loads its own file alone', async () => {
    assert.deepEqual(
      (await loadedBy(['--version'])).map((url) => url.slice(url.lastIndexOf('/plugins/'))),
      ['/plugins/cli/bin/run.js'],
    )
  })
})

/** The files that a command line makes Node load. */
async function loadedBy(args: readonly string[]): Promise<string[]> {
  const file = join(await mkdtemp(join(tmpdir(), 'aws-stack-loaded-')), 'urls')
  const hooks = pathToFileURL(join(root, 'test', 'fixtures', 'loaded-modules.mjs')).href
  const cli = join(root, 'node_modules', '.bin', 'aws-stack')
  await finished(process.execPath, ['--import', hooks, cli, ...args], {
    cwd: root,
    environment: {...WRONG, LOADED_MODULES: file},
  })
  return (await readFile(file, 'utf8')).split('\n').filter((url) => url.startsWith('file:'))
}

function among(urls: readonly string[], folders: readonly string[]): string[] {
  return urls.filter((url) => folders.some((folder) => url.includes(folder)))
}
