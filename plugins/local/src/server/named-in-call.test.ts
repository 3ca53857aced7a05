import assert from 'node:assert/strict'
import type {IncomingMessage} from 'node:http'

import {namedInCall} from './named-in-call.js'

const request = (url: string, type = '') => ({url, headers: {'content-type': type}}) as unknown as IncomingMessage

describe('what a call names', () => {
  it('is told by its form, its JSON or its address', () => {
    const form = namedInCall(
      request('/', 'application/x-www-form-urlencoded'),
      Buffer.from('Action=DescribeStacks&StackName=vast-dev-network'),
    )
    const json = namedInCall(
      request('/', 'application/x-amz-json-1.1'),
      Buffer.from('{"cluster": "vast-dev", "services": ["one", "two"]}'),
    )
    const address = namedInCall(request('/2015-03-31/functions/vast-dev-client'), undefined)

    assert.deepEqual(form, {StackName: 'vast-dev-network'})
    assert.deepEqual(json, {cluster: 'vast-dev', services: 'one'})
    assert.deepEqual(address, {path: '/2015-03-31/functions/vast-dev-client'})
  })

  it('is nothing of what is sent', () => {
    const named = namedInCall(
      request('/', 'application/x-amz-json-1.1'),
      Buffer.from('{"StreamName": "raw", "Data": "c2VjcmV0", "Content": "x", "Name": {"nested": 1}}'),
    )

    assert.deepEqual(named, {StreamName: 'raw'})
  })
})
