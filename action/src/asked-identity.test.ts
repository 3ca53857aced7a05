import assert from 'node:assert/strict'
import {once} from 'node:events'
import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'

import {createSecrets} from '@aws-stack/core'

import {answerFor, askEarly} from './asked-identity.js'

const ANSWER = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::123456789012:user/ci</Arn><UserId>AIDAEXAMPLE</UserId><Account>123456789012</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>`

describe('whom AWS takes the step for', () => {
  const before = {...process.env}
  let server: Server
  beforeEach(async () => {
    server = createServer((_, response) => response.writeHead(200, {'content-type': 'text/xml'}).end(ANSWER))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name]
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    })
  })
  afterEach(() => {
    process.env = {...before}
    server.close().closeAllConnections()
  })

  it('is the answer for who asks from the same place by the same credentials', async () => {
    const answer = await answerFor('eu-west-1', askEarly(createSecrets()))

    assert.equal(answer?.accountId, '123456789012')
  })

  it('is no answer in another region', async () => {
    assert.equal(await answerFor('us-east-1', askEarly(createSecrets())), undefined)
  })

  it('is no answer once a plugin has chosen other credentials', async () => {
    const early = askEarly(createSecrets())
    await early

    process.env['AWS_PROFILE'] = 'production'

    assert.equal(await answerFor('eu-west-1', early), undefined)
  })

  it('is asked in the region that the settings of the command name', async () => {
    Object.assign(process.env, {INPUT_COMMAND: 'aws-stack vast:plan', AWS_STACK_REGION: 'eu-west-2'})

    const regions = []
    for (const region of ['eu-west-3', '']) {
      process.env['VAST_AWS_REGION'] = region
      regions.push((await askEarly(createSecrets()))?.region)
    }

    assert.deepEqual(regions, ['eu-west-3', 'eu-west-2'])
  })
})
