import assert from 'node:assert/strict'
import {execFile, execFileSync} from 'node:child_process'
import {chmod, rm, symlink, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {promisify} from 'node:util'

import {listContext} from './list-context.js'
import {folderOf, type RealEngine, requireBuildKitCli, requireEngine} from './real-engine.fixture.test.js'

const run = promisify(execFile)

const FILES = {
  Dockerfile: 'FROM scratch\nCOPY . /\n',
  'a.txt': '',
  'b.md': '',
  'README.md': '',
  '.env': '',
  '.git/config': '',
  'node_modules/x/index.js': '',
  'node_modules/x/node_modules/y.js': '',
  'packages/one/src/i.js': '',
  'packages/one/dist/o.js': '',
  'packages/two/src/i.js': '',
  'docs/a.md': '',
  'docs/deep/b.md': '',
  'docs/deep/c.txt': '',
  'sp ace.txt': '',
  '#hash': '',
  '!bang': '',
  'x[1].txt': '',
  'x1.txt': '',
  'empty/': '',
  'zürich.txt': '',
}

async function paths(context: string, dockerfile = join(context, 'Dockerfile')): Promise<string[]> {
  const {entries} = await listContext({context, dockerfile, platform: 'linux/amd64', buildArgs: {}})
  return entries.map(({path}) => path)
}

describe('listContext', () => {
  it('lists files, folders, empty ones too, and links, sorted and with their modes', async () => {
    const context = await folderOf({'b/run.sh': 'x', 'empty/': '', a: 'abc', Dockerfile: ''})
    await chmod(join(context, 'b/run.sh'), 0o750)
    await chmod(join(context, 'b'), 0o700)
    await symlink('a', join(context, 'link'))
    await symlink('/nowhere', join(context, 'broken'))

    const {entries} = await listContext({
      context,
      dockerfile: join(context, 'Dockerfile'),
      platform: 'linux/amd64',
      buildArgs: {},
    })

    assert.deepEqual(
      entries.map(({path, type, mode}) => `${path} ${type}${type === 'symlink' ? '' : ` ${mode.toString(8)}`}`),
      [
        'Dockerfile bytes 644',
        'a file 644',
        'b directory 700',
        'b/run.sh file 750',
        'broken symlink',
        'empty directory 755',
        'link symlink',
      ],
    )
  })

  it('adds a Dockerfile that is ignored', async () => {
    const context = await folderOf({'.dockerignore': 'build\nDockerfile', 'build/Dockerfile': '', 'build/x': '', a: ''})

    const {entries, dockerfile} = await listContext({
      context,
      dockerfile: join(context, 'build/Dockerfile'),
      platform: 'linux/amd64',
      buildArgs: {},
    })

    assert.equal(dockerfile, 'build/Dockerfile')
    assert.deepEqual(
      entries.map(({path}) => path),
      ['.dockerignore', 'a', 'build/Dockerfile'],
    )
  })

  it('adds a Dockerfile from elsewhere under a name made from its content', async () => {
    const context = await folderOf({a: ''})
    const elsewhere = await folderOf({'one.Dockerfile': 'FROM a:1', 'two.Dockerfile': 'FROM a:1', three: 'FROM a:2'})

    const [one, two, three] = await Promise.all(
      ['one.Dockerfile', 'two.Dockerfile', 'three'].map((name) => paths(context, join(elsewhere, name))),
    )

    assert.match(one?.[0] ?? '', /^\.dockerfile\.[0-9a-f]{20}$/)
    assert.deepEqual(one, two)
    assert.notDeepEqual(one, three)
  })

  it('follows a Dockerfile that is a link', async () => {
    const context = await folderOf({'files/real': 'FROM a:1'})
    await symlink('files/real', join(context, 'Dockerfile'))

    const {dockerfile} = await listContext({
      context,
      dockerfile: join(context, 'Dockerfile'),
      platform: 'linux/amd64',
      buildArgs: {},
    })

    assert.equal(dockerfile, 'files/real')
  })

  it("prefers the Dockerfile's own ignore file, also an empty one", async () => {
    const context = await folderOf({
      '.dockerignore': 'a',
      Dockerfile: '',
      'x.Dockerfile': '',
      'x.Dockerfile.dockerignore': 'b',
      'y.Dockerfile': '',
      'y.Dockerfile.dockerignore': '',
      a: '',
      b: '',
    })

    const [plain, own, empty] = await Promise.all(
      ['Dockerfile', 'x.Dockerfile', 'y.Dockerfile'].map(async (name) =>
        (await paths(context, join(context, name))).filter((path) => path.length === 1),
      ),
    )

    assert.deepEqual([plain, own, empty], [['b'], ['a'], ['a', 'b']])
  })

  // The CLI of Docker 20.10, which may be the oracle below, keeps less of the first and an empty folder of the second.
  for (const [ignore, kept] of [
    ['**\n!**/*.md', ['README.md', 'docs', 'docs/deep', 'docs/deep/b.md']],
    ['docs\n!docs/deep/b.md\n**/b.md', ['.dockerignore', 'README.md']],
    ['*\n!docs/*/b.md', ['docs', 'docs/deep', 'docs/deep/b.md']],
  ] as const) {
    it(`keeps a folder for what is kept of it with ${JSON.stringify(ignore)}`, async () => {
      const context = await folderOf({Dockerfile: '', 'README.md': '', 'docs/deep/b.md': '', '.dockerignore': ignore})

      assert.deepEqual(without(await paths(context), 'Dockerfile'), kept)
    })
  }

  it('says what is missing', async () => {
    const context = await folderOf({Dockerfile: ''})

    await assert.rejects(paths(context, join(context, 'none')), {
      code: 'DOCKERFILE_NOT_FOUND',
      message: `there is no Dockerfile ${context}/none`,
    })
    await assert.rejects(paths('/nowhere', join(context, 'Dockerfile')), {
      code: 'CONTEXT_NOT_READABLE',
      message: 'cannot read the build context /nowhere: it does not exist',
    })
    await assert.rejects(paths(join(context, 'Dockerfile'), join(context, 'Dockerfile')), {
      code: 'CONTEXT_NOT_READABLE',
      message: `cannot read the build context ${context}/Dockerfile: it is not a folder`,
    })
  })

  it('refuses what is neither file, folder nor link, unless it is ignored', async () => {
    const context = await folderOf({Dockerfile: ''})
    execFileSync('mkfifo', [join(context, 'pipe')])

    await assert.rejects(paths(context), {
      code: 'CONTEXT_NOT_READABLE',
      message: /pipe, which is no file, folder or link/,
    })
    await writeFile(join(context, '.dockerignore'), 'pipe')
    assert.deepEqual(await paths(context), ['.dockerignore', 'Dockerfile'])
  })

  it('says that a folder may not be read', async () => {
    const context = await folderOf({Dockerfile: '', 'secret/x': ''})
    await chmod(context, 0o755)
    await chmod(join(context, 'secret'), 0)

    const refused = asNobody(() => paths(context))

    await assert.rejects(refused, {
      code: 'CONTEXT_NOT_READABLE',
      message: `cannot read the folder ${context}/secret: permission denied`,
    })
    await chmod(join(context, 'secret'), 0o755)
  })
})

describe('the build context', function () {
  this.timeout(120_000)
  let engine: RealEngine
  let program: string

  before(async function () {
    engine = await requireEngine(this)
    program = await requireBuildKitCli(this)
  })

  for (const ignore of [
    '',
    'a.txt',
    '*.txt',
    '/a.txt\n./b.md',
    'docs/',
    'docs/*',
    'docs/**',
    '**/*.md',
    '**/node_modules',
    '*/*/src',
    '**/src/**',
    '*\n!docs',
    '*\n!docs/deep\n!a.txt',
    '*\n!docs/deep/b.md',
    '*.md\n!README.md',
    '!README.md\n*.md',
    'node_modules\n!node_modules/x/index.js',
    '# comment\n#hash',
    '\\#hash',
    '\\!bang',
    'a.txt\r\nb.md\r\n',
    '\uFEFFa.txt\nb.md',
    '  a.txt  \n\t\n! README.md',
    'sp ace.txt',
    'x[1].txt',
    'x\\[1\\].txt',
    'x?1?.txt',
    'x[0-9].txt',
    'readme.md',
    '../a.txt\ndocs/../b.md',
    'docs/deep/..',
    '.',
    '.*',
    'zürich*',
    '.dockerignore\nDockerfile',
    '*',
  ]) {
    it(`is what docker build sends with ${JSON.stringify(ignore)}`, async () => {
      const context = await folderOf({...FILES, '.dockerignore': ignore})
      await symlink('a.txt', join(context, 'link.txt'))
      await symlink('docs', join(context, 'linked'))

      const ours = await paths(context)

      assert.deepEqual(without(ours, 'Dockerfile'), without(await sentByDocker(context), 'Dockerfile'))
    })
  }

  async function sentByDocker(context: string): Promise<string[]> {
    const tar = `${context}.tar`
    const env = {...process.env, DOCKER_HOST: engine.dockerHost, DOCKER_BUILDKIT: '1'}
    await run(program, ['build', '--output', `type=tar,dest=${tar}`, context], {env})
    const {stdout} = await run('tar', ['--quoting-style=literal', '-tf', tar])
    await rm(tar)
    return stdout
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((path) => path.replace(/\/$/, ''))
      .toSorted()
  }
})

function without(paths: string[], path: string): string[] {
  return paths.filter((other) => other !== path)
}

/** root may read everything. */
async function asNobody<Result>(task: () => Promise<Result>): Promise<Result> {
  if (process.geteuid?.() !== 0) return task()
  process.seteuid?.(65534)
  try {
    return await task()
  } finally {
    process.seteuid?.(0)
  }
}
