import assert from 'node:assert/strict'

import type {AppDefinition} from '../app.js'
import {configFolder} from '../testing/config-folder.fixture.js'
import {type Sample, sample} from '../testing/sample-app.fixture.js'
import {type DeployedConfigs, diffConfigs, type DiffConfigsInput} from './diff-configs.js'

/** An application with what its environments run: `prod.processor` to a content. */
function deployedOf(running: Readonly<Record<string, string>>, profiles: readonly string[]): DeployedConfigs {
  return {
    findApplication: async () => ({
      applicationId: 'app-1',
      name: 'sample-dev',
      environments: {prod: 'prod', dev: 'dev'},
      profiles: Object.fromEntries(profiles.map((name) => [name, name])),
    }),
    runningConfig: async ({environmentId, profileId}) => {
      const content = running[`${environmentId}.${profileId}`]
      return content === undefined ? undefined : {version: 7, content}
    },
  }
}

async function diff(
  files: Readonly<Record<string, string>>,
  deployed: DeployedConfigs,
  input: Partial<DiffConfigsInput> = {},
) {
  const {path} = await configFolder(files)
  const {app, settings, ctx}: Sample = await sample()
  const configs = {
    part: 'registry',
    environmentOutput: (name: string) => name,
    directory: () => path(''),
    environments: () => ['prod'],
    profiles: () => ({}),
  }
  const withConfigs: AppDefinition<{cidr: string}, {peerCidr: string}> = {...app, configs}
  return diffConfigs(
    withConfigs,
    settings,
    {directory: path(''), profiles: [], environments: [], ...input},
    ctx,
    deployed,
  )
}

const FILES = {'a/config.yaml': 'x: 1\ny: [1, 2]', 'b/config.json': '{"n": 1.0}', 'new/config.json': '{}'}

describe('the difference to what an environment runs', () => {
  it('is in what the contents mean, and in profiles that are on one side alone', async () => {
    const deployed = deployedOf({'prod.a': '{"y":[1],"x":1}', 'prod.b': '{"n":1}', 'prod.old': '{}'}, [
      'a',
      'b',
      'old',
      'unused',
    ])

    const {changed, environments} = await diff(FILES, deployed)

    assert.equal(changed, true)
    assert.deepEqual(environments, [
      {
        environment: 'prod',
        profiles: [
          {profile: 'a', state: 'different', version: 7, differences: [{path: 'y[1]', after: '2'}]},
          {profile: 'b', state: 'same', version: 7, differences: []},
          {profile: 'new', state: 'here', differences: []},
          {profile: 'old', state: 'there', version: 7, differences: []},
        ],
      },
    ])
  })

  it('is told for each environment and profile that is asked for', async () => {
    const deployed = deployedOf({'prod.b': '{"n":1}', 'dev.b': '{"n":2}'}, ['a', 'b'])

    const {environments} = await diff(FILES, deployed, {profiles: ['b'], environments: ['prod', 'dev']})

    assert.deepEqual(
      environments.map(({environment, profiles}) => [
        environment,
        ...profiles.map(({profile, state}) => `${profile} ${state}`),
      ]),
      [
        ['prod', 'b same'],
        ['dev', 'b different'],
      ],
    )
  })

  it('is none where all is the same', async () => {
    const {changed} = await diff({'b/config.json': '{"n": 1.0}'}, deployedOf({'prod.b': '{"n":1}'}, ['b']))

    assert.equal(changed, false)
  })

  it('is the whole where somebody has uploaded what is no JSON', async () => {
    const {environments} = await diff({'b/config.json': '{"n": 1}'}, deployedOf({'prod.b': 'n: 1'}, ['b']))

    assert.deepEqual(environments[0]?.profiles[0]?.differences, [{path: '', before: 'n: 1', after: '{"n":1}'}])
  })

  it("is not asked for with names that are nobody's, or sources that do not compile", async () => {
    const deployed = deployedOf({}, ['a'])

    await assert.rejects(diff(FILES, deployed, {profiles: ['x']}), {code: 'PROFILE_NOT_FOUND', message: /x/})
    await assert.rejects(diff(FILES, deployed, {environments: ['test']}), {
      code: 'NOT_FOUND',
      message: /test; it has prod, dev/,
    })
    await assert.rejects(diff({'a/config.jsonnet': '{'}, deployed), {code: 'CONFIG_INVALID'})
  })
})
