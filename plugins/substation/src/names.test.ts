import assert from 'node:assert/strict'
import {mkdtemp, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {compileConfigs, type CompiledConfigs} from '@aws-stack/core'

import {namesOf} from './names.js'
import {scopeWith} from './testing/scope.fixture.js'

describe('the names that configurations know', () => {
  it('are those of the stage, with account and region where they have them', async () => {
    const {compiled} = await evaluated('[names.streams.raw, names.buckets.source, names.functions.enrichment.arn]')

    assert.deepEqual(JSON.parse(compiled[0]?.content ?? ''), [
      {name: 'substation-dev-raw', arn: 'arn:aws:kinesis:eu-west-1:123456789012:stream/substation-dev-raw'},
      {
        name: 'substation-dev-source-eu-west-1-123456789012',
        arn: 'arn:aws:s3:::substation-dev-source-eu-west-1-123456789012',
      },
      'arn:aws:lambda:eu-west-1:123456789012:function:substation-dev-enrichment',
    ])
  })

  it('are in the partition of their region', async () => {
    const {compiled} = await evaluated('names.tables.processed.arn', {region: 'cn-north-1'})

    assert.equal(compiled[0]?.content, '"arn:aws-cn:dynamodb:cn-north-1:123456789012:table/substation-dev-processed"')
  })

  it('need no account where none is in them, and say how to tell it where one is', async () => {
    const unknown = {account: undefined}

    const name = await evaluated('names.streams.raw.name', unknown)
    const arn = await evaluated('names.streams.raw.arn', unknown)

    assert.equal(name.compiled[0]?.content, '"substation-dev-raw"')
    assert.match(arn.failed[0]?.message ?? '', /the account is not known: .*AWS_STACK_ACCOUNT/)
  })
})

async function evaluated(
  program: string,
  place: {region?: string; account?: string | undefined} = {},
): Promise<CompiledConfigs> {
  const folder = await mkdtemp(join(tmpdir(), 'names-'))
  const file = join(folder, 'config.jsonnet')
  await writeFile(file, `local names = std.extVar('names'); ${program}`)
  const scope = {...scopeWith(), account: '123456789012', ...place}
  return compileConfigs([{profile: 'a', file, format: 'jsonnet'}], {extCode: {names: namesOf(scope)}})
}
