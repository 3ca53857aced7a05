import assert from 'node:assert/strict'
import {mkdtempSync, realpathSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {StackError} from '@aws-stack/core'

import {annotationsOf} from './annotations.js'
import {createPlaces} from './places.js'
import {type CommandRun, createRun, type Run} from './run.js'

const workspace = realpathSync(mkdtempSync(join(tmpdir(), 'workspace-')))
const places = createPlaces({GITHUB_WORKSPACE: workspace}, workspace)

const cause = {
  stack: 'vast-dev-server',
  logicalId: 'Service',
  type: 'AWS::ECS::Service',
  status: 'CREATE_FAILED',
  reason: 'Resource handler returned message: "no room" (RequestToken: 1, HandlerErrorCode: X)',
  meaning: 'there is no room',
  evidence: [],
  template: {file: join(workspace, 'templates', 'server.yaml'), line: 41},
  folded: 3,
  also: [
    {
      stack: 'vast-dev-server',
      logicalId: 'Storage',
      type: 'AWS::EFS::FileSystem',
      status: 'CREATE_FAILED',
      reason: 'no',
    },
  ],
  notLookedAt: [],
  suggestions: [],
}

describe('annotationsOf', () => {
  it('puts the first cause on the line of the template, with what to run next', () => {
    const error = new StackError('STACK_FAILED', 'x', {details: {cause}, suggestions: ['aws-stack vast:why']})

    const [first, also] = annotationsOf(failed(error), places)

    assert.deepEqual(first, {
      severity: 'error',
      message: 'no room\nthere is no room\nRun: aws-stack vast:why',
      properties: {title: 'STACK_FAILED: Service of vast-dev-server', file: 'templates/server.yaml', startLine: 41},
    })
    assert.equal(also?.message, 'no')
  })

  it('names the place in the text where the file is none of the repository', () => {
    const template = {file: '/opt/action/dist/templates/vast/server.yaml', line: 41}
    const error = new StackError('STACK_FAILED', 'x', {details: {cause: {...cause, template, also: []}}})

    const [first] = annotationsOf(failed(error), places)

    assert.deepEqual(first?.properties, {title: 'STACK_FAILED: Service of vast-dev-server'})
    assert.match(first?.message ?? '', /\nAt: templates\/vast\/server\.yaml:41$/)
  })

  it('knows a file of the workspace that a link leads to', () => {
    writeFileSync(join(workspace, 'real.yaml'), '')
    const link = `${workspace}-link`
    symlinkSync(workspace, link)

    assert.equal(places.inWorkspace(join(link, 'real.yaml')), 'real.yaml')
    assert.equal(places.inWorkspace(`${workspace}-other/x.yaml`), undefined)
    assert.equal(places.inWorkspace('..hidden.yaml'), '..hidden.yaml')
  })

  const PLACED: [
    code: string,
    details: Record<string, unknown>,
    file: string | undefined,
    line: number | undefined,
    text: RegExp,
  ][] = [
    [
      'SETTINGS_INVALID',
      {problems: [{place: 'aws-stack.yaml:7', message: 'cidr: too large'}]},
      'aws-stack.yaml',
      7,
      /^cidr: too large$/,
    ],
    [
      'SETTINGS_INVALID',
      {problems: [{place: 'VAST_CIDR in .env', message: 'cidr: no'}]},
      undefined,
      undefined,
      /^cidr: no \(VAST_CIDR in \.env\)$/,
    ],
    [
      'CONFIG_INVALID',
      {
        problems: [
          {
            severity: 'error',
            path: 'a.b',
            message: 'is no number',
            place: {file: join(workspace, 'c.jsonnet'), line: 3, column: 1},
          },
        ],
      },
      'c.jsonnet',
      3,
      /^a\.b: is no number$/,
    ],
    [
      'CONFIG_INVALID',
      {failed: [{profile: 'p', file: join(workspace, 'c.jsonnet'), message: 'c.jsonnet:12:3: expected ,'}]},
      'c.jsonnet',
      12,
      /expected/,
    ],
    [
      'CONFIG_INVALID',
      {failed: [{profile: 'p', file: join(workspace, 'c.json'), message: 'no JSON at line 4, column 5: x'}]},
      'c.json',
      4,
      /no JSON/,
    ],
    [
      'JSONNET_FAILED',
      {diagnostics: [{file: 'lib/x.libsonnet', line: 9, column: 1, message: 'unknown variable: y'}]},
      'lib/x.libsonnet',
      9,
      /unknown/,
    ],
    ['TEMPLATE_INVALID', {template: {file: join(workspace, 't.yaml'), line: 2}}, 't.yaml', 2, /./],
    ['BUILD_FAILED', {dockerfile: join(workspace, 'x.Dockerfile'), line: 5}, 'x.Dockerfile', 5, /./],
    [
      'INPUT_INVALID',
      {problems: [{input: 'stage', message: 'is wrong'}]},
      undefined,
      undefined,
      /^input stage: is wrong$/,
    ],
  ]
  for (const [code, details, file, line, text] of PLACED) {
    it(`places ${code} at ${file ?? 'no file'}${line ? `:${line}` : ''}`, () => {
      const [first, ...rest] = annotationsOf(failed(new StackError(code, 'all of it', {details})), places)

      assert.deepEqual([first?.properties.file, first?.properties.startLine], [file, line])
      assert.match(first?.message ?? '', text)
      assert.equal(rest.length, 0)
    })
  }

  it('has ten of a kind at most, and says how many more there are', () => {
    const problems = Array.from({length: 14}, (_, index) => ({
      place: `aws-stack.yaml:${index + 1}`,
      message: `wrong ${index}`,
    }))
    const run = failed(new StackError('SETTINGS_INVALID', 'x', {details: {problems}}))
    for (let index = 0; index < 12; index += 1) run.commands[0]?.warnings.push({code: 'W', message: `warning ${index}`})

    const annotations = annotationsOf(run, places)

    for (const severity of ['error', 'warning']) {
      const own = annotations.filter((annotation) => annotation.severity === severity)
      assert.equal(own.length, 10)
      assert.match(own[9]?.message ?? '', /^and \d more: see the summary of the job$/)
    }
    assert.equal(annotations[0]?.properties.startLine, 1)
    assert.match(annotations[9]?.message ?? '', /^and 5 more/)
  })

  it('tells one failure once, a warning that came twice once, and a cancelled command as a warning', () => {
    const error = new StackError('CANCELLED', 'cancelled by SIGINT')
    const run = failed(error)
    run.error = error
    run.commands[0]?.warnings.push({code: 'W', message: 'w'}, {code: 'W', message: 'w'})

    assert.deepEqual(
      annotationsOf(run, places).map(({severity, message}) => [severity, message]),
      [
        ['warning', 'cancelled by SIGINT'],
        ['warning', 'w'],
      ],
    )
  })
})

function failed(error: Error): Run {
  const run = createRun()
  const command: CommandRun = {id: 'vast:deploy', argv: [], startedAt: 0, exitCode: 5, nodes: [], warnings: [], error}
  run.commands.push(command)
  return run
}
