import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {chmod, mkdir, mkdtemp, readFile, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'

import {dockerPath} from '@aws-stack/docker'

import {neutral} from './fixtures/project.js'

const FOLDER = dockerPath('vast/client')

/** "Flow log record examples" in the Amazon VPC user guide. */
const FLOW_LOG = `version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status
2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK
2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA
`
/** After "CloudTrail log file examples" and "CloudTrail userIdentity element" in the AWS CloudTrail user guide. */
const RECORD = {
  eventVersion: '1.09',
  userIdentity: {
    type: 'WebIdentityUser',
    sessionContext: {
      webIdFederationData: {federatedProvider: 'accounts.google.com', attributes: {'accounts.google.com:aud': 'a'}},
    },
  },
  eventTime: '2023-07-19T21:11:57Z',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'StartInstances',
  sourceIPAddress: '192.0.2.0',
  requestParameters: {instancesSet: {items: [{instanceId: 'i-EXAMPLE56126103cb'}]}},
  responseElements: null,
  additionalEventData: 'a text already',
  serviceEventDetails: {keyId: 'k'},
  edgeDeviceDetails: {type: 'snow'},
  resources: [{ARN: 'arn:aws:s3:::b', type: 'AWS::S3::Bucket'}],
}

describe('the import of a log file', () => {
  it('makes an event of each record of CloudTrail, with JSON text where services write what they like', async () => {
    const {code, imported, words} = await importLog(
      'cloudtrail',
      gzipSync(JSON.stringify({Records: [RECORD, {eventName: 'x'}]})),
    )

    assert.deepEqual([code, words], [0, 'import --type=aws.cloudtrail json'])
    const {additionalEventData, ...rest} = RECORD
    assert.deepEqual(imported, [
      {
        ...rest,
        userIdentity: {
          type: 'WebIdentityUser',
          sessionContext: {
            webIdFederationData: {
              federatedProvider: 'accounts.google.com',
              attributes: '{"accounts.google.com:aud":"a"}',
            },
          },
        },
        requestParameters: '{"instancesSet":{"items":[{"instanceId":"i-EXAMPLE56126103cb"}]}}',
        additionalEventData,
        serviceEventDetails: '{"keyId":"k"}',
        edgeDeviceDetails: '{"type":"snow"}',
      },
      {eventName: 'x'},
    ])
  })

  it('makes an event of each flow, with numbers, times, and nothing where there is a dash', async () => {
    const {code, imported, words} = await importLog('flowlogs', gzipSync(FLOW_LOG))

    assert.deepEqual([code, words], [0, 'import --type=aws.flowlogs json'])
    assert.deepEqual(imported, [
      {
        version: 2,
        account_id: '123456789010',
        interface_id: 'eni-1235b8ca123456789',
        srcaddr: '172.31.16.139',
        dstaddr: '172.31.16.21',
        srcport: 20641,
        dstport: 22,
        protocol: 6,
        packets: 20,
        bytes: 4249,
        start: '2014-12-14T04:06:50Z',
        end: '2014-12-14T04:07:50Z',
        action: 'ACCEPT',
        log_status: 'OK',
      },
      {
        version: 2,
        account_id: '123456789010',
        interface_id: 'eni-1235b8ca123456789',
        start: '2015-05-10T18:01:16Z',
        end: '2015-05-10T18:02:14Z',
        log_status: 'NODATA',
      },
    ])
  })

  it('takes the fields of a format of one’s own by their names', async () => {
    const {imported} = await importLog('flowlogs', gzipSync('traffic-path vpc-id tcp-flags\n8 vpc-1 18\n'))

    assert.deepEqual(imported, [{traffic_path: 8, vpc_id: 'vpc-1', tcp_flags: 18}])
  })

  it('has for numbers and times what the schema has', async () => {
    const schema = await readFile(dockerPath('vast/schema/aws-flowlogs.schema'), 'utf8')
    const ofType = (types: string) =>
      [...schema.matchAll(new RegExp(`^  (\\w+): (?:${types}),?$`, 'gm'))].map(([, name]) => name!)
    const [counts, times] = [ofType('count'), ofType('time|timestamp')]
    const names = [...counts, ...times]

    const {imported} = await importLog('flowlogs', gzipSync(`${names.join(' ')}\n${names.map(() => '1').join(' ')}\n`))

    assert.ok(counts.length >= 8 && times.length === 2)
    assert.deepEqual(
      imported[0],
      Object.fromEntries(names.map((name) => [name, times.includes(name) ? '1970-01-01T00:00:01Z' : 1])),
    )
  })

  for (const [what, kind, file] of [
    ['is cut', 'cloudtrail', gzipSync(JSON.stringify({Records: [RECORD]})).subarray(0, 200)],
    ['is not packed', 'cloudtrail', Buffer.from(JSON.stringify({Records: [RECORD]}))],
    ['is no log file of CloudTrail', 'cloudtrail', gzipSync('{"digestPublicKeyFingerprint": "1"}')],
    ['ends in another format', 'flowlogs', gzipSync(`${FLOW_LOG}2 123\n`)],
    ['has a word for a number', 'flowlogs', gzipSync(FLOW_LOG.replace('20641', 'many'))],
    ['is empty', 'flowlogs', gzipSync('')],
  ] as const) {
    it(`imports nothing of a file that ${what}`, async () => {
      const {code, imported, words} = await importLog(kind, file)

      assert.notEqual(code, 0)
      assert.deepEqual([imported, words], [[], ''])
    })
  }

  it('fails where the object cannot be read, and where the server is away', async () => {
    const away = await importLog('flowlogs', gzipSync(FLOW_LOG), 'exit 1')
    const unread = await importLog('flowlogs', undefined)

    assert.notEqual(away.code, 0)
    assert.notEqual(unread.code, 0)
    assert.equal(unread.words, '')
  })
})

/** With real bash, gzip and jq; `aws` gives the file, and `vast` keeps what it is given. */
async function importLog(
  kind: string,
  file: Buffer | undefined,
  vast = '',
): Promise<{code: number | null; imported: unknown[]; words: string}> {
  const folder = await mkdtemp(join(tmpdir(), 'import-log-'))
  const bin = join(folder, 'bin')
  await mkdir(bin)
  if (file) await writeFile(join(folder, 'object'), file)
  const programs = {
    aws: `[ "$*" = "s3 cp --only-show-errors s3://logs/a key.gz -" ] && exec cat "$FOLDER/object"; exit 1`,
    vast: `${vast}\nprintf %s "$*" > "$FOLDER/words"; cat > "$FOLDER/imported"`,
  }
  for (const [name, text] of Object.entries(programs)) {
    await writeFile(join(bin, name), `#!/bin/sh\n${text}\n`)
    await chmod(join(bin, name), 0o755)
  }
  const {status} = spawnSync('bash', [join(FOLDER, 'import-log.sh'), kind], {
    env: {
      ...neutral(),
      PATH: `${bin}:${process.env['PATH']}`,
      FOLDER: folder,
      SRC_BUCKET: 'logs',
      SRC_KEY: 'a key.gz',
    },
  })
  const [imported, words] = await Promise.all(
    ['imported', 'words'].map((name) => readFile(join(folder, name), 'utf8').catch(() => '')),
  )
  const lines = (imported ?? '').split('\n').filter(Boolean)
  return {code: status, imported: lines.map((line) => JSON.parse(line) as unknown), words: words ?? ''}
}
