import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {cliRoot, finished, globalInstall, start, userProject, writeManifest} from './testing/user-project.fixture.js'

const HELLO = "return this.show({hello: 'world'}, () => paint.added('hello world'))"
const plugin = '@aws-stack/plugin-one'

/** Ends when it is told to. */
const WAIT = `
  process.stderr.write('ready\\n')
  const alive = setInterval(() => {}, 1000)
  await new Promise((_, reject) => this.signals.signal.addEventListener('abort', () => { clearInterval(alive); reject(new Error('aborted')) }))`

/** Has been told, and goes on. */
const STUBBORN = `
  process.stderr.write('ready\\n')
  this.signals.signal.addEventListener('abort', () => process.stderr.write('told\\n'))
  await new Promise((resolve) => setTimeout(resolve, 60_000))`

/** Never asks for the signal. */
const DEAF = `
  process.stderr.write('ready\\n')
  await new Promise((resolve) => setTimeout(resolve, 60_000))`

/** What can be wrong with an installed plugin: the file, what is in it, what is said. */
const DAMAGES = [
  ['a package.json that is no JSON', 'package.json', '{"name": ', 'is left out: its package.json is no JSON'],
  ['a command that throws', 'commands/two/bad.js', "throw new Error('first\\nsecond')", 'is left out: first'],
  ['a missing dependency', 'commands/two/bad.js', "import 'not-there'", 'is left out: Cannot find package'],
  ['a damaged manifest', 'oclif.manifest.json', '{"version"', 'is slow to start'],
  [
    'the manifest of another version',
    'oclif.manifest.json',
    '{"version": "0.9.0", "commands": {}}',
    'is slow to start',
  ],
] as const

interface ErrorDocument {
  error: {code: string; message: string; suggestions: string[]; exitCode: number; details: {stack?: string}}
}

describe('aws-stack', () => {
  describe('finding plugins', () => {
    it('runs the command of a plugin that the project names, spelled with a colon or a space', async () => {
      const cwd = await userProject({[plugin]: {'one:hello': HELLO}})

      const runs = await Promise.all([finished(['one:hello'], {cwd}), finished(['one', 'hello'], {cwd})])

      assert.deepEqual(runs, [
        {code: 0, stdout: 'hello world\n', stderr: ''},
        {code: 0, stdout: 'hello world\n', stderr: ''},
      ])
    })

    it('runs the command of a plugin beside a global CLI', async () => {
      const root = await globalInstall({[plugin]: {'one:hello': HELLO}})

      const {code, stdout} = await finished(['one:hello', '--json'], {cwd: join(root, '..', '..'), root})

      assert.deepEqual([code, JSON.parse(stdout)], [0, {hello: 'world'}])
    })

    it('names a plugin that does not load, and runs the commands of the others', async () => {
      const cwd = await userProject({
        [plugin]: {'one:hello': HELLO},
        '@aws-stack/plugin-two': {'two:bad': 'this is no JavaScript'},
      })
      await rm(join(cwd, 'node_modules', '@aws-stack', 'plugin-three'), {force: true})
      const devDependencies = {[plugin]: '*', '@aws-stack/plugin-two': '*', '@aws-stack/plugin-three': '*'}
      await writeFile(join(cwd, 'package.json'), JSON.stringify({devDependencies}))

      const {code, stdout, stderr} = await finished(['one:hello'], {cwd})

      assert.deepEqual([code, stdout], [0, 'hello world\n'])
      assert.match(stderr, /^warning: the plugin @aws-stack\/plugin-two is left out: .+$/m)
      assert.match(stderr, /^warning: the plugin @aws-stack\/plugin-three is left out: it is not installed in .+$/m)
      assert.equal(stderr.trim().split('\n').length, 2)
    })

    it('says in one line which of two plugins with the same commands is run', async () => {
      const commands = {'one:hello': HELLO, 'one:again': HELLO}
      const cwd = await userProject({[plugin]: commands, '@aws-stack/plugin-two': commands})

      const {stderr} = await finished(['one:hello'], {cwd})

      assert.match(
        stderr,
        /^warning: @aws-stack\/plugin-one and @aws-stack\/plugin-two have the same commands; those of @aws-stack\/plugin-\w+ are run: one:again, one:hello\n$/,
      )
    })

    for (const [damage, file, text, said] of DAMAGES) {
      it(`has one line for a plugin with ${damage}, and runs the commands of the others`, async () => {
        const cwd = await userProject({[plugin]: {'one:hello': HELLO}, '@aws-stack/plugin-two': {'two:bad': HELLO}})
        await writeFile(join(cwd, 'node_modules', '@aws-stack', 'plugin-two', file), text)

        const {code, stdout, stderr} = await finished(['one:hello'], {cwd})

        assert.deepEqual([code, stdout], [0, 'hello world\n'])
        assert.match(stderr, new RegExp(`^warning: the plugin @aws-stack/plugin-two ${said}.*\n$`))
      })
    }

    it('names the package whose command does not load, as text and as one document', async () => {
      const cwd = await userProject({[plugin]: {'one:hello': HELLO}})
      const folder = join(cwd, 'node_modules', plugin)
      await writeManifest(folder)
      await writeFile(join(folder, 'commands', 'one', 'hello.js'), "import 'not-there'")

      const [text, json, help] = await Promise.all(
        [['one:hello'], ['one', 'hello', '--json'], ['one:hello', '--help']].map((args) => finished(args, {cwd})),
      )

      assert.deepEqual([text?.code, text?.stdout, json?.code, json?.stderr, help?.code], [2, '', 2, '', 0])
      assert.match(text?.stderr ?? '', /^Error: one:hello of @aws-stack\/plugin-one does not load: .*not-there/)
      const {error} = JSON.parse(json?.stdout ?? '') as ErrorDocument
      assert.equal(error.code, 'PLUGIN_BROKEN')
      assert.match(error.details.stack ?? '', /not-there/)
    })
  })

  describe('help', () => {
    it('prints commands with colons', async () => {
      const cwd = await userProject({[plugin]: {'one:hello': HELLO}})

      const texts = await Promise.all(
        [['one'], ['one:hello', '--help'], ['one', 'hello', '-h'], ['help', 'one', 'hello']].map((args) =>
          finished(args, {cwd}),
        ),
      )

      assert.match(texts[0]?.stdout ?? '', /COMMANDS\n {2}one:hello {2}Do something\./)
      for (const {code, stdout} of texts.slice(1))
        assert.deepEqual([code, /\$ aws-stack one:hello/.test(stdout)], [0, true])
    })

    it('is not upset by a reader that has seen enough', async () => {
      const script = `"$0" ${join(cliRoot, 'bin', 'run.js')} --help | head -n 1; echo "$\{PIPESTATUS[0]}"`

      const {stdout, stderr} = spawnSync('bash', ['-c', script, process.execPath], {encoding: 'utf8'})

      assert.match(stdout, /^Deploy and operate .*\n0\n$/)
      assert.equal(stderr, '')
    })

    it('tells the version without loading anything else', async () => {
      const {stdout} = await finished(['--version'], {cwd: cliRoot})

      assert.match(stdout, /^aws-stack\/\d+\.\d+\.\d+ \w+-\w+ node-v\d+/)
    })
  })

  describe('commands that are not there', () => {
    it('names the package to install, as text and as one document', async () => {
      const cwd = await userProject({})

      const [text, json] = await Promise.all([
        finished(['fossa:deploy'], {cwd}),
        finished(['fossa', 'deploy', '--json'], {cwd}),
      ])

      assert.deepEqual([text.code, json.code, text.stdout, json.stderr], [2, 2, '', ''])
      assert.match(text.stderr, /Try:\n {2}npm install --save-dev @aws-stack\/plugin-fossa/)
      assert.equal((JSON.parse(json.stdout) as ErrorDocument).error.code, 'PLUGIN_NOT_INSTALLED')
    })

    it('guesses what was meant, also when help was asked for', async () => {
      const cwd = await userProject({[plugin]: {'one:hello': HELLO}})

      const runs = await Promise.all([finished(['one:helo'], {cwd}), finished(['one', 'helo', '--help'], {cwd})])

      for (const {code, stderr} of runs)
        assert.deepEqual([code, /Try:\n {2}aws-stack one:hello$/m.test(stderr)], [2, true])
    })
  })

  describe('output', () => {
    it('is coloured only where somebody asks for it', async () => {
      const cwd = await userProject({[plugin]: {'one:hello': HELLO}})

      const runs = await Promise.all([
        finished(['one:hello'], {cwd}),
        finished(['one:hello'], {cwd, environment: {FORCE_COLOR: '1'}}),
      ])

      assert.deepEqual(
        runs.map(({stdout}) => stdout),
        ['hello world\n', '\u001B[32mhello world\u001B[39m\n'],
      )
    })

    it('has the stack trace of what nobody expected, and where to report it', async () => {
      const cwd = await userProject({[plugin]: {'one:broken': "throw new TypeError('x is undefined')"}})

      const [text, json] = await Promise.all([
        finished(['one:broken'], {cwd}),
        finished(['one:broken', '--json'], {cwd}),
      ])

      assert.deepEqual([text.code, text.stdout, json.code, json.stderr], [1, '', 1, ''])
      assert.match(text.stderr, /TypeError: x is undefined\n {4}at .*broken\.js/)
      assert.match(text.stderr, /Please report it/)
      assert.match((JSON.parse(json.stdout) as ErrorDocument).error.details.stack ?? '', /broken\.js/)
    })

    it('is one document for a wrong flag too', async () => {
      const cwd = await userProject({[plugin]: {'one:hello': HELLO}})

      const {code, stdout, stderr} = await finished(['one:hello', '--wrong', '--json'], {cwd})

      assert.deepEqual([code, stderr], [2, ''])
      assert.deepEqual((JSON.parse(stdout) as ErrorDocument).error.suggestions, ['aws-stack one:hello --help'])
    })
  })

  describe('signals', () => {
    for (const [name, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      it(`says at the first ${name} what happens, and leaves with ${code}`, async () => {
        const cwd = await userProject({[plugin]: {'one:wait': WAIT}})
        const run = start(['one:wait'], {cwd})
        await run.says('ready')

        run.signal(name)
        const end = await run.end

        assert.equal(end.code, code)
        assert.match(end.stderr, new RegExp(`${name}: stopping what runs`))
        assert.match(end.stderr, new RegExp(`cancelled by ${name}`))
      })
    }

    it('leaves at the second signal, whatever the command does', async () => {
      const cwd = await userProject({[plugin]: {'one:stubborn': STUBBORN}})
      const run = start(['one:stubborn'], {cwd})
      await run.says('ready')

      run.signal('SIGINT')
      await run.says('told')
      run.signal('SIGINT')

      assert.equal((await run.end).code, 130)
    })

    it('leaves at once where a command has nothing to bring to an end', async () => {
      const cwd = await userProject({[plugin]: {'one:deaf': DEAF}})
      const run = start(['one:deaf'], {cwd})
      await run.says('ready')

      run.signal('SIGTERM')

      assert.equal((await run.end).code, 143)
    })

    it('prints one document when it is cancelled beside --json', async () => {
      const cwd = await userProject({[plugin]: {'one:wait': WAIT}})
      const run = start(['one:wait', '--json'], {cwd})
      await run.says('ready')

      run.signal('SIGTERM')
      const {code, stdout} = await run.end

      const {error} = JSON.parse(stdout) as ErrorDocument
      assert.deepEqual([code, error.code, error.exitCode], [143, 'CANCELLED', 143])
    })
  })
})
