import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {readdirSync, readFileSync} from 'node:fs'
import {join, relative} from 'node:path'

import type {Lookups, OutputReference, ParameterValue} from '@aws-stack/core'
import {handlers} from '@aws-stack/local'
import {templatePath} from '@aws-stack/templates'
import {parse} from 'yaml'

import {apps, everyStack, fullConfig} from './fixtures/apps.js'
import {skip} from './fixtures/local-aws.js'

type Section = Record<string, Record<string, unknown>>

interface Template {
  readonly Description: string
  readonly Parameters: Section
  readonly Resources: Section
  readonly Outputs: Section
}

/** Types that hold what a deletion would lose. */
const KEEPERS =
  /^AWS::(EFS::FileSystem|ECR::Repository|Logs::LogGroup|S3::Bucket|DynamoDB::Table|Kinesis::Stream|SQS::Queue|KMS::Key|SecretsManager::Secret)$/

const ORDER = ['AWSTemplateFormatVersion', 'Description', 'Parameters', 'Conditions', 'Resources', 'Outputs']

const room = templatePath('.')
const files = readdirSync(room, {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith('.yaml'))
  .toSorted()

const readme = readFileSync(join(room, 'README.md'), 'utf8')
const textOf = (file: string) => readFileSync(join(room, file), 'utf8')
// Intrinsics read as plain values: only names are looked at here.
const read = (file: string) => parse(textOf(file), {logLevel: 'silent'}) as Template

const stacks = apps.flatMap(({app, facts}) => {
  const config = fullConfig(app)
  const scope = {name: `${app.name}-dev`, stage: 'dev', region: 'eu-west-1', config, facts}
  return everyStack(app, config).map(({part, template, parameters, data = {}}) => ({
    app,
    part,
    file: relative(room, template),
    parameters: parameters?.(scope) ?? {},
    notes: data,
  }))
})

/** All that a parameter is given of other stacks. */
function outputsIn(value: ParameterValue): OutputReference[] {
  if (typeof value === 'string') return []
  if (value.ref === 'list') return value.of.filter((item) => typeof item !== 'string')
  return value.ref === 'output' ? [value] : []
}

describe('the templates', () => {
  for (const file of files) {
    describe(file, () => {
      it('says whose it is and what it makes', () => {
        assert.match(read(file).Description, new RegExp(`^aws-stack ${file.replace('.yaml', '')}: [a-z]`))
      })

      it('keeps the order of sections and stays under 200 lines', () => {
        const sections = Object.keys(read(file))

        assert.deepEqual(
          sections,
          ORDER.filter((section) => sections.includes(section)),
        )
        assert.ok(textOf(file).split('\n').length <= 200)
      })

      it('describes every parameter and output', () => {
        const {Parameters, Outputs} = read(file)

        for (const [name, {Description}] of Object.entries({...Parameters, ...Outputs})) {
          assert.match(String(Description), /^[A-Z].*\.$/, name)
        }
      })

      it('takes no parameter of any form', () => {
        for (const [name, parameter] of Object.entries(read(file).Parameters)) {
          const tight =
            parameter['AllowedPattern'] ??
            parameter['AllowedValues'] ??
            (parameter['MinValue'] !== undefined && parameter['MaxValue'] !== undefined ? true : undefined) ??
            (String(parameter['Type']).startsWith('AWS::') ? true : undefined)

          assert.ok(tight, `${name} takes anything`)
        }
      })

      it('is plain ASCII', () => {
        // GetTemplate gives other characters back as question marks, and the stack would never be recognised as unchanged.
        assert.match(textOf(file), /^[\x20-\x7e\n]*$/)
      })

      it('uses only types that the local AWS makes for real', () => {
        const types = Object.values(read(file).Resources).map(({Type}) => String(Type))

        assert.deepEqual(
          types.filter((type) => !(type in handlers)),
          [],
        )
      })

      it('shares nothing through exports', () => {
        assert.doesNotMatch(textOf(file), /Fn::ImportValue|!ImportValue|^\s*Export:/m)
      })

      it('says what becomes of data, and why', () => {
        for (const [name, {Type, DeletionPolicy, UpdateReplacePolicy}] of Object.entries(read(file).Resources)) {
          if (!KEEPERS.test(String(Type))) continue

          assert.ok(DeletionPolicy && UpdateReplacePolicy, name)
          assert.match(textOf(file), new RegExp(`^  ${name}:\\n(    .*\\n)*    DeletionPolicy: \\w+ # `, 'm'))
        }
      })

      it('gives the reason for every star in a policy', () => {
        const lines = textOf(file).split('\n')
        const bare = lines.filter(
          (line, index) => /[:,] "\*"/.test(line) && !line.includes(' # ') && !lines[index - 1]?.includes('# '),
        )

        assert.deepEqual(bare, [])
      })

      it('has a row in the README that names its parameters and outputs', () => {
        const {Parameters, Outputs} = read(file)
        const row = readme.split('\n').find((line) => line.startsWith(`| \`${file}\` |`))
        const [, , , parameters = '', outputs = ''] = row?.split('|') ?? []
        const named = (cell: string) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name)

        assert.deepEqual(named(parameters), Object.keys(Parameters))
        assert.deepEqual(named(outputs), Object.keys(Outputs))
      })

      it('belongs to an app', () => {
        assert.ok(stacks.some((stack) => stack.file === file))
      })
    })
  }

  for (const {app, part, file, parameters, notes} of stacks) {
    describe(`${app.name} and its part ${part}`, () => {
      it('agree on the parameters', () => {
        assert.deepEqual(Object.keys(parameters).toSorted(), Object.keys(read(file).Parameters).toSorted())
      })

      it('agree on the outputs that it takes from other parts', () => {
        for (const [name, value] of Object.entries(parameters)) {
          for (const {part: giver, name: output} of outputsIn(value)) {
            const from = stacks.find((stack) => stack.app === app && stack.part === giver)

            assert.ok(from && output in read(from.file).Outputs, `${name} from ${giver}.${output}`)
          }
        }
      })

      it('agree on what is known in advance', () => {
        const {Parameters} = read(file)

        for (const [name, value] of Object.entries(parameters)) {
          const pattern = Parameters[name]?.['AllowedPattern']
          if (typeof value === 'string' && typeof pattern === 'string')
            assert.match(value, new RegExp(`^(?:${pattern})$`), name)
        }
      })

      it('have a word for all data that would be lost', () => {
        const keepers = Object.entries(read(file).Resources).filter(([, {Type}]) => KEEPERS.test(String(Type)))

        assert.deepEqual(Object.keys(notes).toSorted(), keepers.map(([name]) => name).toSorted())
      })
    })
  }

  it('have every output that is looked up before a plan', async () => {
    for (const {app} of apps) {
      const asked: {part: string; name: string}[] = []
      const ask: Lookups = {
        vpc: (vpcId) => Promise.resolve({vpcId, cidrs: [], mainRouteTableId: 'rtb-0123abcd', routes: []}),
        bucketRegion: () => Promise.resolve('eu-west-1'),
        output: (part, name) => Promise.resolve(void asked.push({part, name})),
      }
      const config = fullConfig(app)

      await app.lookup?.({name: `${app.name}-dev`, stage: 'dev', region: 'eu-west-1', config, facts: undefined}, ask)

      for (const {part, name} of asked) {
        const from = stacks.find((stack) => stack.app === app && stack.part === part)
        assert.ok(from && name in read(from.file).Outputs, `${part}.${name}`)
      }
    }
  })

  it('agree with the images on where they are pushed to', () => {
    for (const {app} of apps) {
      for (const {repository} of app.images) {
        const from = stacks.find((stack) => stack.app === app && stack.part === repository.part)

        assert.ok(from && repository.name in read(from.file).Outputs)
      }
    }
  })

  for (const uri of [
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com/vast-dev/server',
    '127.0.0.1:5466/vast-dev/server',
    'localhost:5466/vast-dev/server',
  ]) {
    it(`take an image from ${uri} by digest only`, () => {
      const digest = `${uri}@sha256:${'0'.repeat(64)}`

      for (const file of files) {
        const pattern = read(file).Parameters['ImageUri']?.['AllowedPattern']
        if (typeof pattern !== 'string') continue
        const allowed = new RegExp(`^(?:${pattern})$`)

        assert.match(digest, allowed)
        assert.doesNotMatch(`${uri}:latest`, allowed)
        assert.doesNotMatch(`${digest}0`, allowed)
      }
    })
  }

  it('pass cfn-lint without a finding', function () {
    this.timeout(120_000)

    const {status, stdout, error} = spawnSync('cfn-lint', ['--', ...files.map((file) => join(room, file))], {
      encoding: 'utf8',
    })

    if (error) skip(this, 'cfn-lint is not installed (pip install cfn-lint)')
    assert.equal(stdout, '')
    assert.equal(status, 0)
  })
})

describe('a gateway', () => {
  for (const file of files.filter((name) => name.startsWith('substation/gateway-'))) {
    it(`is deployed anew when its method changes: ${file}`, () => {
      const [method] = /^ {2}Post:\n(?: {4}.*\n)+/m.exec(textOf(file)) ?? []
      const hash = createHash('sha256')
        .update(method ?? '')
        .digest('hex')
        .slice(0, 8)

      const deployments = Object.entries(read(file).Resources).filter(
        ([, {Type}]) => Type === 'AWS::ApiGateway::Deployment',
      )

      assert.deepEqual(
        deployments.map(([name]) => name),
        ['Iam', 'Key', 'Public'].map((access) => `${access}Deployment${hash}`),
      )
    })
  }
})
