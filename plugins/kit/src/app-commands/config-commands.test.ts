import assert from 'node:assert/strict'
import {mkdir, mkdtemp, writeFile} from 'node:fs/promises'
import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {buffer} from 'node:stream/consumers'

import {type AppDefinition, defineApp, StackError} from '@aws-stack/core'
import {captureOutput} from '@oclif/test'
import {z} from 'zod'

import {exitCodeOf} from '../exit-codes.js'
import {CALLER_IDENTITY} from '../testing/caller-identity.fixture.js'
import type {AppCommand} from './app-command.js'
import {configDeployCommand} from './config-deploy-command.js'
import {configGetCommand} from './config-get-command.js'
import {configListCommand} from './config-list-command.js'

const VARIABLES = ['AWS_APPCONFIG_APPLICATION_NAME', 'APPCONFIG_APPLICATION_NAME']

/** An app that cannot be deployed without a setting that has nothing to do with its configurations. */
function seedApp(directory: string): AppDefinition {
  const settings = z.strictObject({
    topic: z.string(),
    application: z.string().optional().describe('Application of AppConfig.').meta({env: VARIABLES}),
    environment: z.string().default('prod').describe('Environment.').meta({env: 'APPCONFIG_ENVIRONMENT'}),
    strategy: z.string().optional().describe('Strategy.').meta({env: 'APPCONFIG_DEPLOYMENT_STRATEGY'}),
  })
  const app = defineApp<z.output<typeof settings>>({
    name: 'seed',
    title: 'Seed',
    settings,
    images: [],
    stacks: [],
    configs: {
      part: 'bootstrap',
      environmentOutput: (environment) => environment,
      directory: () => directory,
      environments: ({config}) => [config.environment],
      profiles: () => ({}),
      names: ({config: {application, strategy}}) => ({
        ...(application && {application}),
        ...(strategy && {strategy}),
      }),
      settings: ['application', 'environment', 'strategy'],
    },
  })
  return app as unknown as AppDefinition
}

describe("commands about configurations, with the seed's variables alone", () => {
  let server: Server
  let environment: NodeJS.ProcessEnv
  let cwd: string
  let before: string
  /** Versions of the profile `processor`, oldest first. */
  let versions: Buffer[]
  let deployed: string[]

  beforeEach(async () => {
    versions = []
    deployed = []
    server = createServer((request, response) => {
      void buffer(request).then((body) => {
        const call = `${request.method} ${request.url?.replace(/\?.*/, '')}`
        const [status, answer, headers = {}] = reply(call, body)
        response.writeHead(status, {'content-type': 'application/json', ...headers})
        response.end(Buffer.isBuffer(answer) || typeof answer === 'string' ? answer : JSON.stringify(answer))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    cwd = await mkdtemp(join(tmpdir(), 'seed-'))
    const oclif = {bin: 'aws-stack', topicSeparator: ' '}
    await writeFile(join(cwd, 'package.json'), JSON.stringify({name: 'aws-stack', version: '0.0.0', oclif}))
    await mkdir(join(cwd, 'configs', 'processor'), {recursive: true})
    await writeFile(join(cwd, 'configs', 'processor', 'config.json'), '{"a": 1}')
    environment = {...process.env}
    before = process.cwd()
    process.chdir(cwd)
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      APPCONFIG_DEPLOYMENT_STRATEGY: 'Instant',
    })
  })

  afterEach(() => {
    process.chdir(before)
    process.env = environment
    process.exitCode = undefined
    server.close().closeAllConnections()
  })

  type Reply = [status: number, answer: unknown, headers?: Record<string, string>]

  function reply(call: string, body: Buffer): Reply {
    const profile = '/applications/app1/configurationprofiles/p1'
    const deployments = '/applications/app1/environments/env1/deployments'
    const summary = (number: number) => ({
      DeploymentNumber: number,
      ConfigurationName: 'processor',
      ConfigurationProfileId: 'p1',
      ConfigurationVersion: deployed[number - 1],
      State: 'COMPLETE',
      PercentageComplete: 100,
    })
    switch (call) {
      case 'POST /':
        return [200, CALLER_IDENTITY, {'content-type': 'text/xml'}]
      case 'GET /applications':
        return [200, {Items: [{Id: 'app1', Name: 'substation'}]}]
      case 'GET /deploymentstrategies':
        return [200, {Items: [{Id: 'strategy1', Name: 'Instant'}]}]
      case 'GET /applications/app1/environments':
        return [200, {Items: [{Id: 'env1', Name: 'prod'}]}]
      case 'GET /applications/app1/configurationprofiles':
        return [200, {Items: [{Id: 'p1', Name: 'processor', LocationUri: 'hosted'}]}]
      case `GET ${profile}/hostedconfigurationversions`:
        return [200, {Items: versions.map((_, index) => ({VersionNumber: index + 1})).toReversed()}]
      case `POST ${profile}/hostedconfigurationversions`:
        return [201, {}, {'version-number': String(versions.push(body))}]
      case `GET ${deployments}`:
        return [200, {Items: deployed.map((_, index) => summary(index + 1)).toReversed()}]
      case `POST ${deployments}`:
        deployed.push((JSON.parse(body.toString()) as {ConfigurationVersion: string}).ConfigurationVersion)
        return [201, {DeploymentNumber: deployed.length}]
      default: {
        const [, version] = /hostedconfigurationversions\/(\d+)$/.exec(call) ?? []
        if (version) return [200, versions[Number(version) - 1]]
        const [, number] = /deployments\/(\d+)$/.exec(call) ?? []
        return number ? [200, summary(Number(number))] : [404, {Message: call}]
      }
    }
  }

  async function run(make: typeof configDeployCommand, argv: string[]) {
    const command: AppCommand = make(seedApp(join(cwd, 'configs')))
    command.id = 'seed:config'
    return captureOutput<unknown>(async () => command.run(argv, join(cwd, 'package.json')), {print: false})
  }

  for (const variable of VARIABLES) {
    it(`release what ${variable} names, and nothing the second time`, async () => {
      process.env[variable] = 'substation'

      const first = await run(configDeployCommand, ['--yes'])
      const second = await run(configDeployCommand, [])

      assert.equal(first.error, undefined)
      assert.match(first.stdout, /substation, stage dev, eu-west-1: released/)
      assert.match(first.stdout, /processor {2}prod {2}version 1, deployment 1 {2}uploaded/)
      assert.match(second.stdout, /nothing to release/)
      assert.deepEqual(deployed, ['1'])
    })
  }

  it('ask before anything is released, and say how to go on where nobody is there', async () => {
    process.env['APPCONFIG_APPLICATION_NAME'] = 'substation'

    const {error} = await run(configDeployCommand, [])

    assert.ok(StackError.is(error))
    assert.equal(exitCodeOf(error), 9)
    assert.deepEqual(error.suggestions, ['aws-stack seed:config:deploy processor --yes'])
    assert.deepEqual(versions, [])
  })

  it('give the bytes of a version, and list what runs', async () => {
    process.env['APPCONFIG_APPLICATION_NAME'] = 'substation'
    versions.push(Buffer.from('{ "é":\t1 }\n'), Buffer.from('{}'))
    deployed.push('1')

    const got = await run(configGetCommand, ['processor', '--env', 'prod'])
    const list = await run(configListCommand, [])

    assert.equal(got.stdout, '{ "é":\t1 }\n')
    assert.match(list.stdout, /processor {2}prod {2}version 1 {2}newest is 2/)
  })

  it('say which name there is not', async () => {
    process.env['APPCONFIG_APPLICATION_NAME'] = 'substaton'

    const {error} = await run(configListCommand, [])

    assert.equal(exitCodeOf(error), 3)
    assert.match(error?.message ?? '', /there is no AppConfig application substaton in eu-west-1/)
  })
})
