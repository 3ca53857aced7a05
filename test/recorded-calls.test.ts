import assert from 'node:assert/strict'

import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {recordCalls, type RecordedVerb} from './fixtures/record-calls.js'
import {readRecordings, toRecording, writeRecording} from './fixtures/recorded-calls.js'

const RECORDS = process.env['AWS_STACK_TEST_RECORD'] === 'true'

describe('the calls that were recorded for the policy', function () {
  this.timeout(900_000)
  let local: LocalAws

  before(function () {
    local = localAws(this)
  })

  for (const app of ['vast', 'substation']) {
    it(`are all that ${app} makes when it is planned, deployed, deployed again and destroyed`, async () => {
      const calls = await recordCalls(app, local)
      const now = toRecording(calls)
      if (RECORDS) await writeRecording(app, now)

      const {[app]: recorded} = readRecordings()

      const names = calls.flatMap(({request: {operation, names}}) =>
        operation === 'CreateChangeSet' ? [names?.['ChangeSetName'] ?? ''] : [],
      )
      assert.ok(names.length > 5 && names.every((name) => name.startsWith('aws-stack-')), names.join())
      // When a poll comes, or whether a layer is there already, is chance: only what is new counts.
      const fresh = (Object.keys(now) as RecordedVerb[]).flatMap((verb) =>
        Object.keys(now[verb]).flatMap((action) => (recorded?.[verb][action] ? [] : [`${verb}: ${action}`])),
      )
      assert.deepEqual(fresh, [], 'record anew: AWS_STACK_TEST_RECORD=true npx mocha test/dist/recorded-calls.test.js')
    })
  }
})
