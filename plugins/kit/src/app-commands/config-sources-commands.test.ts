import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {mkdir, mkdtemp, readFile, realpath, writeFile} from 'node:fs/promises'
import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'

import {captureOutput} from '@oclif/test'

import {CALLER_IDENTITY} from '../testing/caller-identity.fixture.js'
import {configsApp, running} from '../testing/configs-app.fixture.js'
import type {AppCommand} from './app-command.js'
import {configCompileCommand} from './config-compile-command.js'
import {configDiffCommand} from './config-diff-command.js'
import {configValidateCommand} from './config-validate-command.js'

describe('the commands of configurations', () => {
  const app = configsApp()
  let root: string
  let environment: NodeJS.ProcessEnv
  let cwd: string

  beforeEach(async () => {
    environment = {...process.env}
    cwd = process.cwd()
    root = await realpath(await mkdtemp(join(tmpdir(), 'config-commands-')))
    await write({
      'package.json': JSON.stringify({name: 'aws-stack', version: '0.0.0', oclif: {bin: 'aws-stack'}}),
      'configs/a/config.jsonnet': "{transforms: [{type: 'send_stdout'}]}",
      'configs/b/config.yaml': 'x: 1\n',
    })
    process.chdir(root)
    for (const name of Object.keys(process.env)) if (/^AWS_|^PIPED_/.test(name)) delete process.env[name]
  })

  afterEach(() => {
    process.chdir(cwd)
    process.env = environment
    process.exitCode = undefined
  })

  async function write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, file)), {recursive: true})
      await writeFile(join(root, file), text)
    }
  }

  async function run(Command: AppCommand, ...argv: string[]) {
    process.exitCode = undefined
    const {stdout, stderr, error} = await captureOutput(() => Command.run(argv, root))
    return {stdout, stderr, error, code: process.exitCode as number | undefined}
  }

  describe('config:compile', () => {
    const Compile = configCompileCommand(app)

    it('compiles the folder that is named, without a region, and says what it wrote', async () => {
      const first = await run(Compile, 'configs')
      const second = await run(Compile, 'configs')

      assert.equal(
        first.stdout,
        '+ configs/a/config.json\n+ configs/b/config.json\n2 configurations: 2 written, 0 unchanged\n',
      )
      assert.equal(second.stdout, '2 configurations: 0 written, 2 unchanged\n')
      assert.equal(await readFile(join(root, 'configs/b/config.json'), 'utf8'), '{\n   "x": 1\n}\n')
    })

    it("takes the setting's folder, and else the current one", async () => {
      await write({'other/c/config.json': '{}', '.env': 'PIPED_CONFIGS=other\n'})

      const setting = await run(Compile, '--out', 'build', '--json')
      process.env['PIPED_CONFIGS'] = 'configs/a'
      const variable = await run(Compile, '--out', 'build', '--json')

      assert.deepEqual(JSON.parse(setting.stdout), {
        directory: join(root, 'other'),
        written: [join(root, 'build/c/config.json')],
        unchanged: [],
      })
      assert.deepEqual((JSON.parse(variable.stdout) as {written: string[]}).written, [join(root, 'build/config.json')])
    })

    it('leaves with 2 and names each file that fails, with one document beside --json', async () => {
      await write({'configs/bad/config.jsonnet': '{a: nope}'})

      const text = await run(Compile)
      const json = await run(Compile, '--json')

      assert.equal(text.code, 2)
      assert.match(
        text.error?.message ?? '',
        /1 of 3 configurations does not compile|1 of 3 configurations do not compile/,
      )
      assert.match(text.error?.message ?? '', /configs\/bad\/config\.jsonnet:1:5-9: Unknown variable: nope/)
      const {error} = JSON.parse(json.stdout) as {error: {code: string; exitCode: number; details: {failed: object[]}}}
      assert.deepEqual([error.code, error.exitCode, error.details.failed.length], ['CONFIG_INVALID', 2, 1])
      assert.ok(existsSync(join(root, 'configs/a/config.json')))
    })

    it('hands external variables and import paths to Jsonnet', async () => {
      await write({
        'lib/sub.libsonnet': '{v: 2}',
        'configs/v/config.jsonnet':
          "{s: std.extVar('s'), c: std.extVar('c'), sub: std.extVar('sub').v, l: import 'sub.libsonnet'}",
      })
      const vars = [
        '--ext-str',
        's=a=b',
        '--ext-code',
        'c=1+1',
        '--ext-code-file',
        'sub=lib/sub.libsonnet',
        '--jpath',
        'lib',
      ]

      const {error} = await run(Compile, 'configs', ...vars)

      assert.equal(error, undefined)
      const text = await readFile(join(root, 'configs/v/config.json'), 'utf8')
      assert.deepEqual(JSON.parse(text), {s: 'a=b', c: 2, sub: 2, l: {v: 2}})
      assert.equal((await run(Compile, '--ext-str', 'novalue')).code, 2)
    })

    it('watches until Ctrl-C, a line for each round, and leaves with 130', async () => {
      const running = run(Compile, 'configs', '--watch')
      const until = async (file: string) => {
        while (!existsSync(join(root, file))) await new Promise((resolve) => setTimeout(resolve, 20))
      }
      await until('configs/b/config.json')
      await write({'configs/c/config.jsonnet': '3'})
      await until('configs/c/config.json')
      process.emit('SIGINT')

      const {stdout, code, error} = await running

      assert.equal(error, undefined)
      assert.equal(code, 130)
      assert.match(
        stdout,
        /^2 configurations in .* s: 2 written \(configs\/a.*, configs\/b.*\), 0 unchanged\n1 configuration in/,
      )
    })
  })

  describe('config:validate', () => {
    const Validate = configValidateCommand(app)

    it('says what each was checked as, and warns', async () => {
      await write({'configs/c/config.yaml': 'transforms: []\nextra: 1\n'})

      const {stdout, code, error} = await run(Validate, 'configs')
      assert.equal(error, undefined)

      assert.equal(code, undefined)
      assert.match(stdout, /^a +Substation v2/m)
      assert.match(stdout, /^b +compiles; there is no schema for it/m)
      assert.match(stdout, /^warning configs\/c\/config\.yaml:2:8: extra: nobody reads this key/m)
      assert.match(stdout, /^3 configurations good, 1 warning$/m)
    })

    it('leaves with 2 and the line of each problem', async () => {
      await write({'configs/c/config.jsonnet': "{\n  transforms: [\n    {type: 'send_stdot'},\n  ],\n}"})

      const {error, code} = await run(Validate, 'configs', '--era', 'v1')

      assert.equal(code, 2)
      assert.match(
        error?.message ?? '',
        /configs\/c\/config\.jsonnet:3:12: transforms\[0\]\.type: there is no "send_stdot"; send_stdout\?/,
      )
    })
  })

  describe('config:diff', () => {
    let sts: Server

    beforeEach(async () => {
      sts = createServer((_, response) => response.setHeader('content-type', 'text/xml').end(CALLER_IDENTITY))
      await new Promise<void>((resolve) => sts.listen(0, '127.0.0.1', resolve))
      Object.assign(process.env, {
        AWS_ENDPOINT_URL: `http://127.0.0.1:${(sts.address() as AddressInfo).port}`,
        AWS_ACCESS_KEY_ID: 'key',
        AWS_SECRET_ACCESS_KEY: 'secret',
      })
    })

    afterEach(() => void sts.close().closeAllConnections())

    const diff = (...argv: string[]) => {
      const Diff = configDiffCommand(app, running({a: '{"transforms":[]}', old: '{}'}))
      return run(Diff, '--region', 'eu-west-1', '--configs', 'configs', ...argv)
    }

    it('shows what differs, what is only here and only there, and leaves with 10 where that is asked for', async () => {
      const {stdout, code} = await diff('--exit-code')

      assert.equal(
        stdout,
        [
          'piped, stage dev, eu-west-1: piped-dev',
          '',
          '~ prod/a  1 difference to version 3',
          '  transforms[0]',
          '  + {',
          '  +   "type": "send_stdout"',
          '  + }',
          '+ prod/b  only here: not deployed to prod',
          '- prod/old  only there: version 3 runs, and there is no source',
          '',
        ].join('\n'),
      )
      assert.equal(code, 10)
      assert.equal((await diff()).code, undefined)
    })

    it('is one document beside --json', async () => {
      const {stdout} = await diff('a', '--env', 'prod', '--json')

      assert.deepEqual(JSON.parse(stdout), {
        app: 'piped',
        stage: 'dev',
        region: 'eu-west-1',
        application: 'piped-dev',
        changed: true,
        environments: [
          {
            environment: 'prod',
            profiles: [
              {
                profile: 'a',
                state: 'different',
                version: 3,
                differences: [{path: 'transforms[0]', after: '{\n  "type": "send_stdout"\n}'}],
              },
            ],
          },
        ],
      })
    })
  })
})
