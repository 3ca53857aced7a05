import assert from 'node:assert/strict'

import {createCloudFormation} from './cloudformation.js'
import {result, ScriptedAws, xml} from './scripted-aws.fixture.js'

describe('the names of stacks', () => {
  let aws: ScriptedAws
  beforeEach(async () => void (aws = await ScriptedAws.start()))
  afterEach(() => aws.close())

  it('are those that begin so, of all pages, without nested and deleted ones', async () => {
    const summary = (name: string, more = {}) => ({StackName: name, StackStatus: 'CREATE_COMPLETE', ...more})
    const nested = {ParentId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/app-dev-stream-raw/1'}
    aws.on(
      'ListStacks',
      result(
        'ListStacks',
        xml({StackSummaries: [summary('app-dev-stream-raw'), summary('other-dev-stream-raw')], NextToken: 'more'}),
      ),
      result(
        'ListStacks',
        xml({StackSummaries: [summary('app-dev-stream-done'), summary('app-dev-stream-raw-1', nested)]}),
      ),
    )

    const names = await createCloudFormation(aws.access).stackNames('app-dev-')

    assert.deepEqual(names, ['app-dev-stream-raw', 'app-dev-stream-done'])
    const [first, second] = aws.inputsOf('ListStacks')
    assert.equal(second?.['NextToken'], 'more')
    const asked = Object.entries(first ?? {}).flatMap(([key, value]) =>
      key.startsWith('StackStatusFilter') ? [value] : [],
    )
    assert.ok(asked.includes('DELETE_FAILED') && !asked.includes('DELETE_COMPLETE'), asked.join(' '))
  })
})
