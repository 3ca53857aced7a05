import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {type Command, Config} from '@oclif/core'

import {root} from './fixtures/project.js'

const plugins = ['cli', 'vast', 'local'].map((room) => join(root, 'plugins', room))

/** The surface of the command line: a change here is one for users too. */
const SURFACE = `doctor --config --json --local --profile --region --stage --verbose
init --app --config --force --json --local --profile --region --set --stage --verbose --yes
local:play --folder --json --list --speed --stop --verbose
local:reset --folder --json --verbose
local:start --folder --json --port --registry-host --verbose
local:status --folder --json --verbose
local:stop --folder --json --verbose
vast:attach --config --json --local --part --profile --region --stage --timeout --verbose
vast:cancel --config --json --local --no-wait --part --profile --region --stage --timeout --verbose
vast:deploy --cidr --config --dry-run --force --image --json --local --no-wait --part --peered-vpc-id --profile --region --skip-resource --stage --storage --timeout --verbose --version --wait-for-lock --yes
vast:destroy --config --force --json --local --part --profile --region --retain-resource --stage --timeout --verbose --wait-for-lock --yes
vast:exec --cmd --config --env --json --local --profile --region --stage --task --verbose
vast:execute-command --cmd --config --env --json --local --profile --region --stage --task --verbose
vast:image:build --cidr --config --image --json --local --only --peered-vpc-id --profile --region --stage --storage --verbose --version
vast:image:list --config --json --local --only --profile --region --stage --verbose
vast:image:push --cidr --config --image --json --local --only --peered-vpc-id --profile --region --stage --storage --verbose --version
vast:outputs --config --json --local --part --profile --region --stage --verbose
vast:plan --cidr --config --exit-code --image --json --local --part --peered-vpc-id --profile --region --stage --storage --timeout --verbose --version --wait-for-lock
vast:restart --config --force --json --local --profile --region --stage --timeout --verbose --yes
vast:restart-vast-server --config --force --json --local --profile --region --stage --timeout --verbose --yes
vast:start --config --json --local --profile --region --stage --timeout --verbose
vast:start-vast-server --config --json --local --profile --region --stage --timeout --verbose
vast:status --config --json --local --part --profile --region --stage --verbose
vast:stop --config --force --json --local --profile --region --stage --timeout --verbose --yes
vast:stop-vast-server --config --force --json --local --profile --region --stage --timeout --verbose --yes
vast:why --config --json --local --part --profile --region --stage --verbose
version --json --verbose`

describe('the commands', () => {
  let commands: Command.Loadable[]

  before(async () => {
    const configs = await Promise.all(
      plugins.map((folder) => Config.load({root: folder, ignoreManifest: true, userPlugins: false})),
    )
    commands = configs.flatMap((config) => config.commands).toSorted((a, b) => a.id.localeCompare(b.id))
  })

  /** What is said of each command that breaks a rule. */
  const broken = (rule: (command: Command.Loadable) => string[]) =>
    commands.flatMap((command) => rule(command).map((text) => `${command.id}: ${text}`))

  it('are these, with these flags', () => {
    const surface = commands.map(({id, flags}) =>
      [
        id,
        ...Object.keys(flags)
          .map((name) => `--${name}`)
          .toSorted(),
      ].join(' '),
    )

    assert.equal(surface.join('\n'), SURFACE)
  })

  it('have a summary that is a sentence', () => {
    assert.deepEqual(
      broken(({summary = ''}) => (/^[A-Z].*\.$/.test(summary) ? [] : [`"${summary}"`])),
      [],
    )
  })

  it('say in the description what they do beyond the summary', () => {
    assert.deepEqual(
      broken(({description = ''}) => (/^[A-Z][^]*\.$/.test(description) ? [] : [`"${description}"`])),
      [],
    )
  })

  it('have an example, the plain one first, each with a description', () => {
    const rule = ({examples = []}: Command.Loadable) => {
      if (examples.length === 0) return ['no example']
      return examples.flatMap((example) =>
        typeof example === 'object' && example.description.endsWith('.') ? [] : ['an example without a description'],
      )
    }

    assert.deepEqual(broken(rule), [])
  })

  it('have an environment variable and a sentence for each flag', () => {
    const rule = ({flags}: Command.Loadable) =>
      Object.entries(flags).flatMap(([name, {env, summary = ''}]) =>
        env && /^[A-Z].*\.$/.test(summary) ? [] : [`--${name}: ${env}, "${summary}"`],
      )

    assert.deepEqual(broken(rule), [])
  })

  it('are written in a few lines each', () => {
    const long = plugins
      .flatMap((folder) => files(join(folder, 'src', 'commands')))
      .filter((file) => readFileSync(file, 'utf8').split('\n').length > 80)

    assert.deepEqual(long, [])
  })

  it('exist where an error or a page suggests them', () => {
    const ids = new Set(commands.map(({id}) => id))
    const texts = [...files(join(root, 'plugins')), ...files(join(root, 'docs')), join(root, 'README.md')].map((file) =>
      readFileSync(file, 'utf8'),
    )

    const named = texts.flatMap((text) => [
      ...text.matchAll(/aws-stack ((?:\$\{(?:app|app\.name|name)\}|vast|local)(?::[a-z]+)+|doctor|init|version)/g),
    ])
    const missing = named.map(([, id = '']) => id.replace(/^\$\{.*\}/, 'vast')).filter((id) => !ids.has(id))

    assert.ok(named.length > 30, `only ${named.length} commands are named: the pattern is out of date`)
    assert.deepEqual([...new Set(missing)], [])
  })
})

/** Sources and pages below a folder; what is built or installed is none. */
function files(folder: string): string[] {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter(
      (entry) =>
        entry.isFile() &&
        /(?<!\.test)\.(ts|md)$/.test(entry.name) &&
        !/[/\\](dist|node_modules)([/\\]|$)/.test(entry.parentPath),
    )
    .map((entry) => join(entry.parentPath, entry.name))
}
