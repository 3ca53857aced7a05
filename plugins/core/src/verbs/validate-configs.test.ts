import assert from 'node:assert/strict'

import type {ConfigProblem} from '../configs/config-problem.js'
import {errorOf} from '../testing/error-of.fixture.js'
import {configFolder} from '../testing/config-folder.fixture.js'
import {FakeFunctions} from '../testing/fake-functions.js'
import {StackError} from '../errors.js'
import {validateConfigs} from './validate-configs.js'

const LIBRARY = `{
  tf(type, settings={}): {
    type: type,
    settings: settings,
  },
}`

const GOOD = "local sub = import '../sub.libsonnet'; {transforms: [sub.tf('send_stdout')]}"

async function problemsOf(files: Readonly<Record<string, string>>): Promise<readonly ConfigProblem[]> {
  const {path} = await configFolder({'sub.libsonnet': LIBRARY, ...files})
  const {code, details} = await errorOf(validateConfigs({directory: path(''), options: {}}))
  assert.equal(code, 'CONFIG_INVALID')
  return details['problems'] as ConfigProblem[]
}

const places = (problems: readonly ConfigProblem[]) =>
  problems.map(({path, place, made}) => {
    const shown = [place, made].map((one) => one && `${one.file.split('/').at(-1)}:${one.line}:${one.column}`)
    return [path, ...shown]
  })

describe('validating configurations', () => {
  it('tells the line of the program that each problem comes from, and that of the library', async () => {
    const source = `local sub = import '../sub.libsonnet';
{
  transforms: [
    sub.tf('send_stdout'),
    sub.tf('object_cpy'),
    sub.tf('send_aws_sns', {
      aws: {
        arn: 1,
      },
    }),
    {type: 'send_aws_sqs'},
  ],
}`

    const problems = await problemsOf({'a/config.jsonnet': source})

    assert.deepEqual(places(problems), [
      ['transforms[1].type', 'config.jsonnet:5:5', 'sub.libsonnet:3:11'],
      ['transforms[2].settings.aws.arn', 'config.jsonnet:8:14', undefined],
      ['transforms[3]', 'config.jsonnet:11:12', undefined],
    ])
  })

  it('tells the line of the element around what functions of std have made', async () => {
    const source = `{
  transforms: [
    std.mergePatch({type: 'object_cpy'}, {}),
  ],
}`

    assert.deepEqual(places(await problemsOf({'a/config.jsonnet': source})), [
      ['transforms[0].type', 'config.jsonnet:3:5', undefined],
    ])
  })

  it('tells the line of YAML and JSON too', async () => {
    const problems = await problemsOf({
      'a/config.yaml': 'transforms:\n  - type: send_stdout\n  - type: object_cpy\n',
      'b/config.json': '{"version": "1",\n "flags": {"x": 1}}',
    })

    assert.deepEqual(places(problems), [
      ['transforms[1].type', 'config.yaml:3:11', undefined],
      ['flags.x', 'config.json:2:17', undefined],
    ])
  })

  it('names every file that does not compile beside what is wrong with the others', async () => {
    const problems = await problemsOf({'a/config.jsonnet': '{', 'b/config.jsonnet': '{transforms: [{}]}'})

    assert.deepEqual(new Set(problems.map(({profile}) => profile)), new Set(['a', 'b']))
    assert.match(problems[0]?.message ?? '', /^STATIC ERROR: .*a\/config\.jsonnet:1:2: /)
  })

  it('only warns of keys that nobody reads, and says what was checked as what', async () => {
    const {path} = await configFolder({
      'sub.libsonnet': LIBRARY,
      'good/config.jsonnet': GOOD,
      'odd/config.jsonnet': `(${GOOD}) {extra: 1}`,
      'other/config.yaml': 'a: 1',
    })

    const {configs, problems} = await validateConfigs({directory: path(''), options: {}})

    assert.deepEqual(
      configs.map(({profile, kind}) => [profile, kind]),
      [
        ['good', 'v2'],
        ['odd', 'v2'],
        ['other', 'other'],
      ],
    )
    assert.deepEqual(
      problems.map(({severity, profile, path: at}) => [severity, profile, at]),
      [['warning', 'odd', 'extra']],
    )
  })
})

describe('a validator function', () => {
  const ctx = (functions: FakeFunctions) => ({functions, signal: new AbortController().signal})

  async function validate(functions: FakeFunctions, files: Readonly<Record<string, string>>) {
    const {path} = await configFolder(files)
    return validateConfigs({directory: path(''), options: {}, validator: {name: 'check', ctx: ctx(functions)}})
  }

  function checking(): FakeFunctions {
    const functions = new FakeFunctions()
    functions.functions.set('check', {} as never)
    return functions
  }

  it('is asked by the alias that is the version, about those that have one, with what would be uploaded', async () => {
    const functions = checking()

    const {configs} = await validate(functions, {'a/config.yaml': 'é: 1\nversion: v7', 'b/config.yaml': 'a: 1'})

    assert.deepEqual(
      functions.invocations.map(({name, payload}) => [name, JSON.parse(payload) as unknown]),
      [['check:v7', {content: Buffer.from(String.raw`{"\u00e9":1,"version":"v7"}`).toString('base64'), uri: ''}]],
    )
    assert.deepEqual(
      configs.map(({validated}) => validated),
      [true, false],
    )
  })

  it('is asked in its newest version where it has no such alias', async () => {
    const functions = checking()
    functions.onInvoke = async ({name}) => {
      if (name === 'check:v7')
        throw new StackError('AWS_REFUSED', 'no such alias', {details: {awsCode: 'ResourceNotFoundException'}})
      return {requestId: '1', payload: 'null', failed: false}
    }

    await validate(functions, {'a/config.yaml': 'version: v7'})

    assert.deepEqual(
      functions.invocations.map(({name}) => name),
      ['check:v7', 'check:$LATEST'],
    )
  })

  it('is believed when it refuses', async () => {
    const functions = checking()
    functions.onInvoke = async () => ({
      requestId: '1',
      payload: '{"errorMessage": "missing required option"}',
      failed: true,
    })

    const {message} = await errorOf(validate(functions, {'a/config.yaml': 'version: v7'}))

    assert.match(message, /a\/config\.yaml: check refuses it: missing required option/)
  })

  it('must be there', async () => {
    await assert.rejects(validate(new FakeFunctions(), {'a/config.yaml': 'a: 1'}), {
      code: 'NOT_FOUND',
      message: /check/,
    })
  })
})
