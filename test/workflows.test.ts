import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'

import {INPUT_NAMES} from '@aws-stack/action/inputs'
import {parse} from 'yaml'

import {actionMetadata, readMetadata} from './fixtures/action-metadata.js'
import {lintWorkflow, NEWER_THAN_ACTIONLINT, problemsOf, type WorkflowStep} from './fixtures/check-workflow.js'
import {root} from './fixtures/project.js'
import {documentedWorkflows, repositoryWorkflows, uncheckedSnippets} from './fixtures/workflow-texts.js'

const workflows = [...repositoryWorkflows(), ...documentedWorkflows()]

describe('the workflows', () => {
  for (const workflow of workflows) {
    it(`are what GitHub, and this repository, ask for: ${workflow.name}`, async () => {
      assert.deepEqual(await problemsOf(workflow), [])
    })
  }

  it('of the pages are found: there are some, and none in pieces', () => {
    assert.ok(documentedWorkflows().length >= 5, `only ${documentedWorkflows().length} are found`)
    assert.deepEqual(uncheckedSnippets(), [])
  })

  it('have scripts that bash can read', () => {
    const scripts = workflows.flatMap(({name, text}) => stepsOf(text).flatMap(({run}) => (run ? [{name, run}] : [])))

    const wrong = scripts.flatMap(({name, run}) => {
      const {status, stderr} = spawnSync('bash', ['-n'], {input: run, encoding: 'utf8'})
      return status === 0 ? [] : [`${name}: ${stderr}`]
    })

    assert.deepEqual(wrong, [])
  })

  it('run one commit of each action, whatever the file or page', () => {
    const used = workflows.flatMap(({text}) =>
      stepsOf(text).flatMap(({uses = ''}) => uses.match(/^(.+)@\w{40}$/) ?? []),
    )
    const commits = new Set(used)
    const actions = new Set([...commits].map((uses) => uses.split('/').slice(0, 2).join('/').split('@')[0]))

    const perAction = [...actions].map((action) => {
      const ofIt = [...commits].filter((uses) => uses.startsWith(`${action}`) && uses.includes('@'))
      return [action, new Set(ofIt.map((uses) => uses.split('@')[1])).size]
    })

    assert.deepEqual(
      perAction.filter(([, commits]) => commits !== 1),
      [],
    )
  })

  it('need every exception from actionlint', async () => {
    const messages = (await Promise.all(workflows.map(lintWorkflow))).flat().map(({message}) => message)

    const idle = NEWER_THAN_ACTIONLINT.filter(({message}) => !messages.some((text) => message.test(text)))

    assert.deepEqual(idle, [])
  })
})

describe('the check of a workflow', () => {
  const DEPLOY = {plugins: 'vast', command: 'vast:deploy'}
  const CHECKOUT = 'uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1'

  for (const [what, step, problem] of [
    ['another action that is not pinned', 'uses: actions/checkout@v7', /actions\/checkout@v7 is not pinned/],
    ['a pin without its version', CHECKOUT.split(' #')[0], /has no comment with its version/],
    ['what is no YAML', "run: echo '{answer}: {6 * 7}' and: more", /Nested mappings are not allowed/],
    ['a script with an expression', 'run: echo ${{ github.event.pull_request.title }}', /pasted into a script/],
    ['what actionlint knows', 'run: echo\n        with: {a: b}', /^line 10: this step is for running shell command/],
    ['no version of ours', 'uses: org/aws-stack-action@main', /is no version of our action/],
    ['an input that we do not have', ours({...DEPLOY, stages: 'dev'}), /^there is no input stages$/],
    ['an input that is missing', ours({plugins: 'vast'}), /^command is not given$/],
    ['a boolean that is none', ours({...DEPLOY, confirm: 'yes'}), /confirm is neither true nor false/],
    ['a command that we do not have', ours({command: 'vast:deplyo'}), /^there is no command vast:deplyo$/],
    ['a flag that the command does not have', ours({command: 'vast:deploy --stages a'}), /vast:deploy: .*--stages/],
    ['a flag without its value', ours({command: 'vast:deploy --stage'}), /vast:deploy: .*--stage expects a value/],
    ['a gate that holds nothing', ours({command: 'vast:status', 'fail-on': 'delete'}), /fail-on has no effect/],
    ['a plugin that is not pinned', ours({...DEPLOY, plugins: '@acme/plugin-queue'}), /is not pinned/],
  ] as const) {
    it(`finds ${what}`, async () => {
      const problems = await problemsOf({name: 'test.yml', text: workflowOf(step ?? '')})

      assert.ok(
        problems.some((text) => problem.test(text)),
        problems.join('\n'),
      )
    })
  }

  it('finds permissions that are not said, not there or all', async () => {
    const head = (permissions: string) => workflowOf(CHECKOUT).replace('permissions: {}', permissions)

    const found = await Promise.all(
      ['', 'permissions: write-all', 'permissions: {content: read}'].map((permissions) =>
        problemsOf({name: 'test.yml', text: head(permissions)}),
      ),
    )

    assert.match(found[0]?.join() ?? '', /the job job has the default permissions/)
    assert.match(found[1]?.join() ?? '', /permissions are "write-all": name each/)
    assert.match(found[2]?.join() ?? '', /there is no permission content: read/)
  })

  it('says nothing of a step that is right', async () => {
    const step = ours({
      plugins: 'vast, @acme/plugin-queue@1.4.2',
      command: 'vast:deploy --stage ${{ matrix.app }}\n queue:deploy',
    })

    const problems = await problemsOf({name: 'test.yml', text: workflowOf(step)})

    assert.deepEqual(problems, [])
  })
})

describe('action.yml', () => {
  it('is what GitHub takes, and tells what each input and output is', () => {
    const {success, error} = actionMetadata.safeParse(parse(readFileSync(join(root, 'action.yml'), 'utf8')))

    assert.ok(success, error?.message)
  })

  it('has the inputs that are read, and no others', () => {
    assert.deepEqual(Object.keys(readMetadata().inputs).toSorted(), INPUT_NAMES.toSorted())
  })

  it('tells each input and output on the page with the same words', () => {
    const page = readFileSync(join(root, 'docs', 'github-actions.md'), 'utf8')
    const {inputs, outputs} = readMetadata()

    const wanted = [
      ['| Input | Is | Default |', '| --- | --- | --- |'].concat(
        Object.entries(inputs).map(
          ([name, {description, default: preset}]) => `| \`${name}\` | ${description} | ${shown(preset)} |`,
        ),
      ),
      ['| Output | Is |', '| --- | --- |'].concat(
        Object.entries(outputs).map(([name, {description}]) => `| \`${name}\` | ${description} |`),
      ),
    ]

    for (const table of wanted) assert.equal(tableOf(page, table[0] ?? ''), table.join('\n'))
  })
})

function shown(preset: string | undefined): string {
  if (preset === undefined) return 'required'
  return preset === '' ? '' : `\`${preset}\``
}

function tableOf(page: string, head: string): string {
  const lines = page.split('\n')
  const begin = lines.indexOf(head)
  assert.notEqual(begin, -1, `the page has no table ${head}`)
  const length = lines.slice(begin).findIndex((line) => !line.startsWith('|'))
  return lines.slice(begin, begin + length).join('\n')
}

function ours(inputs: Readonly<Record<string, string>>): string {
  return `uses: ./\n        with: ${JSON.stringify(inputs)}`
}

function workflowOf(step: string): string {
  return `on: push
permissions: {}
jobs:
  job:
    runs-on: ubuntu-latest
    strategy:
      matrix: {app: [vast]}
    steps:
      - ${step}
`
}

function stepsOf(text: string): readonly WorkflowStep[] {
  const {jobs} = parse(text) as {jobs: Record<string, {steps?: WorkflowStep[]}>}
  return Object.values(jobs).flatMap(({steps = []}) => steps)
}
