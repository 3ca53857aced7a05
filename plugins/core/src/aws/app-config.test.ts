import assert from 'node:assert/strict'

import {createAppConfig} from './app-config.js'
import {json, jsonError, type Reply, ScriptedAws} from './scripted-aws.fixture.js'

const APPLICATION = '/applications/app1'
const VERSIONS = `${APPLICATION}/configurationprofiles/p1/hostedconfigurationversions`
const DEPLOYMENTS = `${APPLICATION}/environments/env1/deployments`
const profile = {application: 'app1', profile: 'p1'}
const environment = {application: 'app1', environment: 'env1'}

function refusal(status: number, type: string, message = 'no'): Reply {
  return {...json({Message: message}), status, headers: {'x-amzn-errortype': type}}
}

describe('AppConfig', () => {
  let aws: ScriptedAws
  beforeEach(async () => void (aws = await ScriptedAws.start()))
  afterEach(() => aws.close())

  it('reads every page of what it lists', async () => {
    aws.on(
      'GET /applications',
      json({Items: [{Id: 'a', Name: 'one'}], NextToken: 't'}),
      json({Items: [{Id: 'b', Name: 'one'}]}),
    )
    aws.on('GET /deploymentstrategies', json({Items: [], NextToken: 't'}), json({Items: [{Id: 's', Name: 'Instant'}]}))
    aws.on(`GET ${APPLICATION}/environments`, json({Items: [{Id: 'env1', Name: 'prod'}]}))
    const flags = {Id: 'p2', Name: 'flags', Type: 'AWS.AppConfig.FeatureFlags', LocationUri: 'hosted'}
    aws.on(
      `GET ${APPLICATION}/configurationprofiles`,
      json({Items: [{Id: 'p1', Name: 'processor', LocationUri: 'hosted'}], NextToken: 't'}),
      json({Items: [flags]}),
    )
    const appConfig = createAppConfig(aws.access)

    assert.deepEqual(await appConfig.applications(), [
      {id: 'a', name: 'one'},
      {id: 'b', name: 'one'},
    ])
    assert.deepEqual(await appConfig.strategies(), [{id: 's', name: 'Instant'}])
    assert.deepEqual(await appConfig.environments('app1'), [{id: 'env1', name: 'prod'}])
    assert.deepEqual(
      (await appConfig.profiles('app1')).map(({name, type}) => [name, type]),
      [
        ['processor', 'AWS.Freeform'],
        ['flags', 'AWS.AppConfig.FeatureFlags'],
      ],
    )
  })

  it('takes the newest version, whatever the order of the page', async () => {
    aws.on(
      `GET ${VERSIONS}`,
      json({Items: [{VersionNumber: 2}, {VersionNumber: 10, VersionLabel: 'v10'}], NextToken: 't'}),
    )

    const newest = await createAppConfig(aws.access).newestVersion(profile)

    assert.deepEqual(newest, {number: 10, label: 'v10'})
    assert.equal(aws.calls.length, 1)
  })

  it('keeps the bytes of a version', async () => {
    aws.on(
      `GET ${VERSIONS}/3`,
      {body: '{ "é": 1 }\n', type: 'application/json', headers: {'version-number': '3'}},
      refusal(404, 'ResourceNotFoundException'),
    )
    const appConfig = createAppConfig(aws.access)

    const found = await appConfig.content(profile, 3)

    assert.deepEqual(
      [Buffer.from(found?.bytes ?? []).toString(), found?.contentType],
      ['{ "é": 1 }\n', 'application/json'],
    )
    assert.equal(await appConfig.content(profile, 3), undefined)
  })

  it('uploads with lock and label as headers, and no description, and tells a conflict from what is too large', async () => {
    aws.on(
      `POST ${VERSIONS}`,
      {...json({}), status: 201, headers: {'version-number': '4'}},
      refusal(409, 'ConflictException'),
      refusal(413, 'PayloadTooLargeException', 'The configuration is larger than 1024 KB.'),
    )
    const appConfig = createAppConfig(aws.access)
    const version = {
      content: '1',
      contentType: 'application/json',
      label: 'sha256-1-4',
      latest: 3,
    }

    assert.deepEqual(await appConfig.createVersion(profile, version), {number: 4})
    assert.equal(await appConfig.createVersion(profile, version), 'conflict')
    await assert.rejects(appConfig.createVersion(profile, version), {code: 'CONFIG_TOO_LARGE'})
    const {headers} = aws.calls[0] ?? {}
    assert.deepEqual(
      ['description', 'versionlabel', 'latest-version-number', 'content-type'].map((name) => headers?.[name]),
      [undefined, 'sha256-1-4', '3', 'application/json'],
    )
  })

  it('starts a deployment, or is told that the environment is busy; a throttle is waited out', async () => {
    aws.on(
      `POST ${DEPLOYMENTS}`,
      jsonError(429, 'TooManyRequestsException', 'Rate exceeded'),
      {...json({DeploymentNumber: 7}), status: 201},
      refusal(409, 'ConflictException', 'Deployment number 7 already exists'),
    )
    const appConfig = createAppConfig(aws.access)
    const request = {profile: 'p1', version: 4, strategy: 's', description: 'by me'}

    assert.deepEqual(await appConfig.startDeployment(environment, request), {number: 7})
    assert.equal(await appConfig.startDeployment(environment, request), 'busy')
    assert.equal(aws.waits.length > 0, true)
  })

  it('tells what a validator has against a configuration', async () => {
    const reasons = ['$.transforms: must NOT have more than 0 items', 'missing required option']
    const body = {
      Message: 'Error validating the configuration',
      Reason: 'InvalidConfiguration',
      Details: {InvalidConfiguration: reasons.map((Reason) => ({Reason, Type: 'JSON_SCHEMA'}))},
    }
    const headers = {'content-type': 'application/json', 'x-amzn-errortype': 'BadRequestException'}
    const refused = {...json(body), status: 400, headers}
    aws.on(`POST ${DEPLOYMENTS}`, refused)
    aws.on(`POST ${VERSIONS}`, refused)
    const appConfig = createAppConfig(aws.access)
    const deployment = {profile: 'p1', version: 4, strategy: 's1', description: ''}
    const version = {content: '1', contentType: 'application/json', label: 'sha256-1-4'}

    const message = `AppConfig does not take it: ${reasons.join('; ')}`
    await assert.rejects(appConfig.startDeployment(environment, deployment), {code: 'CONFIG_INVALID', message})
    await assert.rejects(appConfig.createVersion(profile, version), {code: 'CONFIG_INVALID', message})
  })

  it('follows a deployment until it is at rest, and tells what moves', async () => {
    const look = (State: string, PercentageComplete: number, EventLog: object[] = []) =>
      json({
        DeploymentNumber: 7,
        ConfigurationName: 'processor',
        ConfigurationProfileId: 'p1',
        ConfigurationVersion: '4',
        State,
        PercentageComplete,
        FinalBakeTimeInMinutes: 10,
        StartedAt: '2026-11-22T00:00:00Z',
        EventLog,
      })
    const event = {EventType: 'ROLLBACK_STARTED', TriggeredBy: 'CLOUDWATCH_ALARM', Description: 'alarm'}
    aws.on(
      `GET ${DEPLOYMENTS}/7`,
      look('DEPLOYING', 20),
      look('DEPLOYING', 20),
      'reset',
      look('BAKING', 100),
      look('ROLLED_BACK', 0, [event]),
    )
    const seen = []

    const key = {...environment, number: 7}
    for await (const now of createAppConfig(aws.access).follow(key, aws.leaving.signal)) seen.push(now)

    assert.deepEqual(
      seen.map(({state, percent}) => [state, percent]),
      [
        ['DEPLOYING', 20],
        ['BAKING', 100],
        ['ROLLED_BACK', 0],
      ],
    )
    assert.deepEqual(seen[0]?.startedAt, Date.UTC(2026, 10, 22))
    assert.deepEqual(seen.at(-1)?.events, [{type: 'ROLLBACK_STARTED', by: 'CLOUDWATCH_ALARM', text: 'alarm'}])
  })

  it('stops a deployment, one that is complete only where it is to be reverted', async () => {
    aws.on(`DELETE ${DEPLOYMENTS}/7`, {...json({}), status: 202}, refusal(400, 'BadRequestException'), {
      ...json({}),
      status: 202,
    })
    const appConfig = createAppConfig(aws.access)
    const key = {...environment, number: 7}

    assert.equal(await appConfig.stopDeployment(key, false), true)
    assert.equal(await appConfig.stopDeployment(key, false), false)
    assert.equal(await appConfig.stopDeployment(key, true), true)
    assert.deepEqual(
      aws.calls.map(({headers}) => headers['allow-revert']),
      [undefined, undefined, 'true'],
    )
  })

  it('deletes past the protection only where it is told to', async () => {
    const path = `DELETE ${APPLICATION}/configurationprofiles/p1`
    aws.on(path, {...json({}), status: 204, body: ''})
    aws.on(`DELETE ${VERSIONS}/1`, {status: 204, body: ''}, refusal(404, 'ResourceNotFoundException'))
    const appConfig = createAppConfig(aws.access)

    await appConfig.deleteProfile(profile, false)
    await appConfig.deleteProfile(profile, true)

    assert.deepEqual(
      aws.calls.map(({headers}) => headers['x-amzn-deletion-protection-check']),
      ['ACCOUNT_DEFAULT', 'BYPASS'],
    )
    assert.equal(await appConfig.deleteVersion(profile, 1), true)
    assert.equal(await appConfig.deleteVersion(profile, 1), false)
  })

  it('lists deployments as far as somebody asks', async () => {
    const item = (DeploymentNumber: number) => ({
      DeploymentNumber,
      ConfigurationName: 'x',
      ConfigurationVersion: '1',
      State: 'COMPLETE',
    })
    aws.on(`GET ${DEPLOYMENTS}`, json({Items: [item(3), item(2)], NextToken: 't'}), json({Items: [item(1)]}))
    const appConfig = createAppConfig(aws.access)

    for await (const {number} of appConfig.deployments(environment)) if (number === 3) break
    const calls = aws.calls.length
    const all = []
    for await (const {number} of appConfig.deployments(environment)) all.push(number)

    assert.equal(calls, 1)
    assert.equal(all.at(-1), 1)
  })

  it('takes an answer without items for none of AWS', async () => {
    aws.on('GET /applications', json({}))

    await assert.rejects(createAppConfig(aws.access).applications(), {code: 'ENDPOINT_NOT_AWS'})
  })
})
