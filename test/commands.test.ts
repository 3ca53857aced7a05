import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {type Command, Config} from '@oclif/core'

import {project, root} from './fixtures/project.js'

const plugins = ['cli', 'vast', 'substation', 'local'].map((room) => join(root, 'plugins', room))

/** The surface of the command line: a change here is one for users too. */
const SURFACE = `doctor --config --json --local --profile --region --stage --verbose
github:setup --action --app --branch --check --config --dry-run --environment --force --github-api --issuer --json --local --no-workflow --owner-id --profile --region --repo --repo-id --stage --timeout --verbose --wait-for-lock --workflow --yes
init --app --config --force --json --local --profile --region --set --stage --verbose --yes
jsonnet --canonical --create-output-dirs --exec --ext-code --ext-code-file --ext-str --ext-str-file --gc-growth-trigger --gc-min-objects --jpath --json --max-stack --max-trace --minify --multi --no-trailing-newline --output-file --string --tla-code --tla-code-file --tla-str --tla-str-file --verbose --yaml --yaml-stream
local:play --folder --json --list --speed --stop --verbose
local:reset --folder --json --verbose
local:start --folder --json --port --registry-host --verbose
local:status --folder --json --verbose
local:stop --folder --json --verbose
substation:attach --config --env --json --local --part --profile --region --stage --timeout --verbose
substation:cancel --config --env --json --local --no-wait --part --profile --region --stage --timeout --verbose
substation:config:compile --all --config --ext-code --ext-code-file --ext-str --jpath --json --local --out --profile --region --stage --verbose --watch
substation:config:delete --application --config --configs --environment --force --json --leave-out --library --local --optional-parts --pipeline --profile --region --stage --strategy --timeout --verbose --version --yes
substation:config:deploy --application --config --configs --create --dry-run --env --environment --json --leave-out --library --local --optional-parts --pipeline --profile --region --stage --strategy --strict --timeout --verbose --version --wait-for-lock --yes
substation:config:diff --application --config --configs --env --environment --exit-code --json --leave-out --library --local --optional-parts --pipeline --profile --region --stage --strategy --timeout --verbose --version
substation:config:gc --application --config --configs --environment --json --keep --leave-out --library --local --optional-parts --pipeline --profile --region --stage --strategy --timeout --verbose --version --yes
substation:config:get --application --config --configs --env --environment --json --leave-out --library --local --optional-parts --pipeline --profile --region --stage --strategy --timeout --verbose --version
substation:config:history --application --config --configs --env --environment --json --leave-out --library --limit --local --optional-parts --pipeline --profile --region --stage --strategy --timeout --verbose --version
substation:config:list --application --config --configs --env --environment --json --leave-out --library --local --optional-parts --pipeline --profile --region --stage --strategy --timeout --verbose --version
substation:config:revert --application --config --configs --env --environment --json --leave-out --library --local --optional-parts --pipeline --profile --region --stage --strategy --timeout --to --verbose --version --wait-for-lock --yes
substation:config:validate --config --era --ext-code --ext-code-file --ext-str --jpath --json --local --profile --region --stage --validator --verbose
substation:deploy --access --application --architecture --base-image --config --configs --downscale --dry-run --environment --extension-layer --fail-on --force --json --leave-out --library --local --no-wait --optional-parts --part --pipeline --profile --public --region --skip-resource --source-image --stage --strategy --timeout --upscale --validator --verbose --version --wait-for-lock --yes
substation:destroy --config --force --json --local --part --profile --region --retain-resource --stage --timeout --verbose --wait-for-lock --yes
substation:diagram --access --all --application --architecture --base-image --config --configs --downscale --environment --extension-layer --html --json --leave-out --library --local --optional-parts --pipeline --planned --profile --public --region --source-image --stage --strategy --svg --upscale --validator --verbose --version
substation:image:build --access --application --architecture --base-image --config --configs --downscale --environment --extension-layer --json --leave-out --library --local --only --optional-parts --pipeline --profile --public --region --source-image --stage --strategy --upscale --validator --verbose --version
substation:image:list --config --json --local --only --profile --region --stage --verbose
substation:image:push --access --application --architecture --base-image --config --configs --downscale --environment --extension-layer --json --leave-out --library --local --only --optional-parts --pipeline --profile --public --region --source-image --stage --strategy --upscale --validator --verbose --version
substation:invoke --async --config --json --local --payload --profile --region --stage --tail-log --timeout --verbose
substation:logs --config --filter --follow --json --jsonl --limit --local --part --profile --region --since --stage --task --timeout --until --verbose
substation:outputs --config --json --local --part --profile --region --stage --verbose
substation:plan --access --application --architecture --base-image --config --configs --downscale --environment --exit-code --extension-layer --fail-on --json --leave-out --library --local --optional-parts --part --pipeline --profile --public --region --source-image --stage --strategy --timeout --upscale --validator --verbose --version --wait-for-lock
substation:policy --access --application --architecture --base-image --command --config --configs --downscale --environment --extension-layer --json --leave-out --library --local --optional-parts --pipeline --profile --public --reasons --region --source-image --stage --strategy --upscale --validator --verbose --version
substation:replay --config --dry-run --from --json --local --prefix --profile --rate --region --since --source --stage --timeout --until --verbose --yes
substation:send --config --json --lines --local --profile --rate --region --source --stage --timeout --verbose --whole
substation:shards --config --json --local --profile --region --set --stage --timeout --verbose --yes
substation:status --config --exit-code --json --local --part --profile --region --stage --task --timeout --verbose
substation:tail --config --follow --json --jsonl --limit --local --profile --raw --region --since --stage --timeout --verbose
substation:why --config --json --local --part --profile --region --stage --verbose
vast:attach --config --json --local --part --profile --region --stage --timeout --verbose
vast:bucket:delete --config --json --local --prefix --profile --region --stage --timeout --verbose --yes
vast:bucket:download --config --json --local --profile --region --stage --timeout --verbose
vast:bucket:list --config --json --local --prefix --profile --region --stage --timeout --verbose
vast:bucket:name --config --json --local --profile --region --stage --verbose
vast:bucket:upload --config --json --local --profile --region --stage --timeout --verbose
vast:cancel --config --json --local --no-wait --part --profile --region --stage --timeout --verbose
vast:deploy --backup --cidr --cloudtrail-bucket --cloudtrail-region --config --dry-run --fail-on --flowlogs-bucket --flowlogs-region --force --image --json --local --no-wait --optional-parts --part --peered-vpc-id --profile --region --skip-resource --stage --storage --timeout --verbose --version --wait-for-lock --yes
vast:destroy --config --force --json --local --part --profile --region --retain-resource --stage --timeout --verbose --wait-for-lock --yes
vast:diagram --all --backup --cidr --cloudtrail-bucket --cloudtrail-region --config --flowlogs-bucket --flowlogs-region --html --image --json --local --optional-parts --peered-vpc-id --planned --profile --region --stage --storage --svg --verbose --version
vast:exec --cmd --config --env --json --local --profile --region --stage --task --timeout --verbose
vast:execute-command --cmd --config --env --json --local --profile --region --stage --task --timeout --verbose
vast:export --config --format --json --limit --local --output --profile --region --stage --task --timeout --verbose
vast:image:build --backup --cidr --cloudtrail-bucket --cloudtrail-region --config --flowlogs-bucket --flowlogs-region --image --json --local --only --optional-parts --peered-vpc-id --profile --region --stage --storage --verbose --version
vast:image:list --config --json --local --only --profile --region --stage --verbose
vast:image:push --backup --cidr --cloudtrail-bucket --cloudtrail-region --config --flowlogs-bucket --flowlogs-region --image --json --local --only --optional-parts --peered-vpc-id --profile --region --stage --storage --verbose --version
vast:import --config --format --json --local --profile --region --stage --task --timeout --type --verbose
vast:lambda --cmd --config --env --json --local --profile --region --stage --timeout --verbose
vast:list --config --json --local --profile --region --stage --stopped --timeout --verbose
vast:list-all-tasks --config --json --local --profile --region --stage --stopped --timeout --verbose
vast:logs --config --filter --follow --json --jsonl --limit --local --part --profile --region --since --stage --task --timeout --until --verbose
vast:migrate --config --dry-run --force --from --json --stage --verbose --yes
vast:outputs --config --json --local --part --profile --region --stage --verbose
vast:plan --backup --cidr --cloudtrail-bucket --cloudtrail-region --config --exit-code --fail-on --flowlogs-bucket --flowlogs-region --image --json --local --optional-parts --part --peered-vpc-id --profile --region --stage --storage --timeout --verbose --version --wait-for-lock
vast:policy --backup --cidr --cloudtrail-bucket --cloudtrail-region --command --config --flowlogs-bucket --flowlogs-region --image --json --local --optional-parts --peered-vpc-id --profile --reasons --region --stage --storage --verbose --version
vast:query --config --count --json --limit --local --profile --region --stage --task --timeout --verbose
vast:restart --config --force --json --local --profile --region --stage --timeout --verbose --yes
vast:restart-vast-server --config --force --json --local --profile --region --stage --timeout --verbose --yes
vast:restore --config --job --json --local --profile --region --stage --timeout --verbose --yes
vast:run --cmd --config --env --json --local --no-wait --profile --region --stage --timeout --verbose --yes
vast:run-lambda --cmd --config --env --json --local --profile --region --stage --timeout --verbose
vast:run-vast-task --cmd --config --env --json --local --no-wait --profile --region --stage --timeout --verbose --yes
vast:snapshot --config --json --keep-days --local --no-wait --profile --region --stage --timeout --verbose
vast:snapshot:list --config --json --local --profile --region --stage --timeout --verbose
vast:start --config --json --local --profile --region --stage --timeout --verbose
vast:start-vast-server --config --json --local --profile --region --stage --timeout --verbose
vast:status --config --exit-code --json --local --part --profile --region --stage --task --timeout --verbose
vast:stop --config --force --json --local --profile --region --stage --timeout --verbose --yes
vast:stop-all --config --force --json --local --profile --region --stage --timeout --verbose --yes
vast:stop-all-tasks --config --force --json --local --profile --region --stage --timeout --verbose --yes
vast:stop-vast-server --config --force --json --local --profile --region --stage --timeout --verbose --yes
vast:why --config --json --local --part --profile --region --stage --verbose
vast:workbucket:delete --config --json --local --prefix --profile --region --stage --timeout --verbose --yes
vast:workbucket:download --config --json --local --profile --region --stage --timeout --verbose
vast:workbucket:list --config --json --local --prefix --profile --region --stage --timeout --verbose
vast:workbucket:name --config --json --local --profile --region --stage --verbose
vast:workbucket:upload --config --json --local --profile --region --stage --timeout --verbose
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

  it('are listed once in the help, their other names in their own', async () => {
    const user = await project()

    const [list, own] = await Promise.all([user.cli(['vast', '--help']), user.cli(['vast:execute-command', '--help'])])

    assert.deepEqual([/vast:exec /.test(list.stdout), /vast:execute-command/.test(list.stdout)], [true, false])
    assert.match(own.stdout, /ALIASES\n {2}\$ aws-stack vast:execute-command/)
  })

  it('exist where an error or a page suggests them', () => {
    const ids = new Set(commands.map(({id}) => id))
    // What is said of any app: one that has the command is enough, as not every app has configurations.
    const ofApps = new Set([...ids].map((id) => id.replace(/^[^:]+/, '')))
    const texts = [...files(join(root, 'plugins')), ...files(join(root, 'docs')), join(root, 'README.md')].map((file) =>
      readFileSync(file, 'utf8'),
    )

    const named = texts.flatMap((text) => [
      ...text.matchAll(
        /aws-stack ((?:\$\{(?:app|app\.name|name)\}|vast|substation|local)(?::[a-z]+)+|doctor|github:setup|init|jsonnet|version)/g,
      ),
    ])
    const missing = named
      .map(([, id = '']) => id)
      .filter((id) => (id.startsWith('$') ? !ofApps.has(id.replace(/^\$\{.*\}/, '')) : !ids.has(id)))

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
