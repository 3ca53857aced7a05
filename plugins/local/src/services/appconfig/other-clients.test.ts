import assert from 'node:assert/strict'
import {execFile} from 'node:child_process'
import {mkdir, readFile, writeFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {promisify} from 'node:util'

import {findProgram} from '../../folder/find-program.js'
import {skipLoudly} from '../../testing/engine.test.fixture.js'
import {inTemporaryFolder} from '../../testing/temporary-folder.test.fixture.js'
import {anApplication, withAppConfig} from './app-config.test.fixture.js'
import {hasBoto3, upload} from './uploader.test.fixture.js'

async function write(file: string, content: string): Promise<void> {
  await mkdir(dirname(file), {recursive: true})
  await writeFile(file, content)
}

const realTime = {now: () => Date.now(), pace: {minuteMs: 10, settleMs: 20}}

describe('AppConfig and boto3', function () {
  this.timeout(60_000)

  before(function () {
    if (!hasBoto3()) skipLoudly(this, 'boto3 is not there, so AppConfig is not tested with it')
  })

  it('lets the uploader of Substation upload and deploy once, and not what somebody else has uploaded', () =>
    inTemporaryFolder((directory) =>
      withAppConfig(async ({endpoint, client, data}) => {
        const {ApplicationId, upload: uploadOurs} = await anApplication(client)
        const config = join(directory, 'pipeline', 'processor', 'config.json')
        await write(config, '{\n  "b": "caf\u00e9",\n  "a": [1, 2.0]\n}\n')
        await write(join(directory, 'pipeline', 'unknown', 'config.json'), '{}')
        const names = {application: 'substation-dev', environment: 'prod', strategy: 'Instant'}
        const run = () => upload({endpoint, ...names, directory})

        const said = [await run(), await run()]
        const same = await uploadOurs('{"b":"caf\\u00e9","a":[1,2.0]}')
        await uploadOurs('{"ours":true}')
        await write(config, '{"ours": true}')
        said.push(await run())
        const session = await data.startConfigurationSession({
          ApplicationIdentifier: ApplicationId,
          EnvironmentIdentifier: 'prod',
          ConfigurationProfileIdentifier: 'processor',
        })
        const latest = await data.getLatestConfiguration({ConfigurationToken: session.InitialConfigurationToken})

        const unknown = 'unknown not found, skipping'
        assert.deepEqual(said, [
          ['deployed latest version of processor', unknown],
          ['processor matches latest version, skipping', unknown],
          ['processor matches latest version, skipping', unknown],
        ])
        assert.equal(same, '1')
        assert.equal(Buffer.from(latest.Configuration!).toString(), '{"b":"caf\\u00e9","a":[1,2.0]}')
      }, realTime),
    ))
})

describe('AppConfig and the aws CLI', function () {
  this.timeout(60_000)

  before(function () {
    if (!findProgram('aws', process.env)) skipLoudly(this, 'the aws CLI is not on PATH')
  })

  it('reads versions, errors and what is served', () =>
    inTemporaryFolder((folder) =>
      withAppConfig(async ({endpoint, client, pass}) => {
        const made = await anApplication(client)
        await made.deploy(await made.upload('{"a":1}'))
        pass(1_000)
        const credentials = {AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_DEFAULT_REGION: 'eu-west-1'}
        const env = {...process.env, ...credentials, AWS_MAX_ATTEMPTS: '1'}
        const aws = async <T>(...words: string[]): Promise<T> => {
          const {stdout} = await promisify(execFile)(
            'aws',
            [...words, '--endpoint-url', endpoint, '--output', 'json'],
            {
              env,
            },
          )
          return JSON.parse(stdout) as T
        }
        const profile = [
          ...['--application-id', made.ApplicationId!],
          ...['--configuration-profile-id', made.ConfigurationProfileId!],
        ]
        const file = join(folder, 'content.json')

        const version = await aws<{VersionNumber: number}>(
          ...['appconfig', 'get-hosted-configuration-version', ...profile, '--version-number', '1', file],
        )
        const content = await readFile(file, 'utf8')
        const {InitialConfigurationToken: token} = await aws<{InitialConfigurationToken: string}>(
          ...['appconfigdata', 'start-configuration-session', '--application-identifier', 'substation-dev'],
          ...['--environment-identifier', 'prod', '--configuration-profile-identifier', 'processor'],
        )
        await aws('appconfigdata', 'get-latest-configuration', '--configuration-token', token, file)
        const refused = aws('appconfig', 'delete-configuration-profile', ...profile)

        assert.deepEqual([version.VersionNumber, content], [1, '{"a":1}'])
        assert.equal(await readFile(file, 'utf8'), '{"a":1}')
        await assert.rejects(refused, /BadRequestException.*hosted configuration versions existing under it/s)
      }),
    ))
})
