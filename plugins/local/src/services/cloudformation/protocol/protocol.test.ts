import assert from 'node:assert/strict'

import {ServiceError, type ServiceRequest} from '../../../server/service.js'
import {flag, readInput, structures, text, texts} from './read-input.js'
import {writeError, writeResult} from './write-xml.js'

function request(body: string): ServiceRequest {
  return {
    service: 'cloudformation',
    region: 'eu-west-1',
    accountId: '123456789012',
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: {},
    body: Buffer.from(body),
  }
}

describe('the query protocol', () => {
  it('reads texts, lists in their order, structures and empty lists', () => {
    const input = readInput(
      request(
        'Action=A&Names.member.10=k&Names.member.2=b&Tags.member.1.Key=a&Tags.member.1.Value=x%26y&None=&On=true',
      ),
    )

    assert.equal(text(input, 'Action'), 'A')
    assert.deepEqual(texts(input, 'Names'), ['b', 'k'])
    assert.deepEqual(structures(input, 'Tags'), [{Key: 'a', Value: 'x&y'}])
    assert.deepEqual(texts(input, 'None'), [])
    assert.equal(texts(input, 'Absent'), undefined)
    assert.equal(flag(input, 'On'), true)
  })

  it('writes lists as members, dates as ISO 8601, and leaves out what is not there', () => {
    const {body} = writeResult('Get', {
      Names: ['a', '<&>\r\n'],
      At: new Date(0),
      Missing: undefined,
      Empty: [],
      Off: false,
    })

    assert.match(
      String(body),
      /^<GetResponse xmlns="http:\/\/cloudformation.amazonaws.com\/doc\/2010-05-15\/"><GetResult><Names><member>a<\/member><member>&lt;&amp;&gt;&#xD;\n<\/member><\/Names><At>1970-01-01T00:00:00.000Z<\/At><Empty><\/Empty><Off>false<\/Off><\/GetResult><ResponseMetadata><RequestId>[0-9a-f-]{36}<\/RequestId><\/ResponseMetadata><\/GetResponse>\n$/,
    )
  })

  it('writes errors with their status, code and sender', () => {
    const {status, body} = writeError(new ServiceError('ChangeSetNotFound', 'ChangeSet [x] does not exist', 404))

    assert.equal(status, 404)
    assert.match(
      String(body),
      /<ErrorResponse xmlns="[^"]+"><Error><Type>Sender<\/Type><Code>ChangeSetNotFound<\/Code><Message>ChangeSet \[x\] does not exist<\/Message><\/Error><RequestId>/,
    )
  })
})
