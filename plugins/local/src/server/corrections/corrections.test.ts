import assert from 'node:assert/strict'

import type {ServiceRequest, ServiceResponse} from '../service.js'
import {corrections} from './index.js'

function request(target: string, body: object): ServiceRequest {
  return {
    service: 'lambda',
    region: 'eu-west-1',
    accountId: '123456789012',
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: {'x-amz-target': target},
    body: Buffer.from(JSON.stringify(body)),
  }
}

function answer(body: object, status = 200): ServiceResponse {
  return {status, headers: {}, body: JSON.stringify(body)}
}

describe('corrections of moto', () => {
  it('passes a refusal on as it is', async () => {
    const refused = answer({__type: 'ClusterNotFoundException'}, 400)

    for (const [name, correction] of Object.entries(corrections)) {
      const response = await correction(request(`x.${name.split('.')[1]}`, {}), () => Promise.resolve(refused))

      assert.equal(response, refused, name)
    }
  })
})
