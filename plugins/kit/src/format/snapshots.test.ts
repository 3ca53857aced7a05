import assert from 'node:assert/strict'
import {stripVTControlCharacters} from 'node:util'

import {formatQuestion} from './question.js'
import {formatRestored, formatSnapshot, formatSnapshotList} from './snapshots.js'

const place = {app: 'vast', stage: 'dev', region: 'eu-west-1'}
const plain = stripVTControlCharacters

describe('the text of backups', () => {
  it('says what a snapshot is, how large, and of when', () => {
    const made = {...place, job: 'J', state: 'COMPLETED', vault: 'v', suggestions: [], durationMs: 1000}

    const text = formatSnapshot({...made, recoveryPoint: 'arn:1', sizeBytes: 1500, createdAt: '2026-01-02T03:04:05Z'})

    assert.equal(
      plain(text),
      `vast, stage dev, eu-west-1: backed up (1.0 s)
  snapshot  arn:1
  vault     v
  size      2 kB
  of        2026-01-02T03:04:05Z`,
    )
  })

  it('says of one that nobody waits for how far it is, and what follows it', () => {
    const text = formatSnapshot({
      ...{...place, job: 'J', state: 'RUNNING', vault: 'v', createdAt: '', durationMs: 1},
      suggestions: ['aws-stack vast:snapshot:list'],
    })

    assert.equal(
      plain(text),
      'vast, stage dev, eu-west-1: the snapshot is RUNNING as job J\n  aws-stack vast:snapshot:list',
    )
  })

  it('lists what there is, and says where there is nothing', () => {
    const snapshots = [{recoveryPoint: 'arn:1', vault: 'v', status: 'COMPLETED', createdAt: 'now', sizeBytes: 1}]

    assert.match(
      plain(formatSnapshotList({...place, fileSystem: 'fs-1', snapshots})),
      /now {2}COMPLETED {2}1 B {2}v {2}arn:1/,
    )
    assert.match(formatSnapshotList({...place, fileSystem: 'fs-1', snapshots: []}), /there is no snapshot yet/)
  })

  it('says where the data of before is, and what to do where no server was started', () => {
    const text = formatRestored({
      ...{...place, job: 'J', recoveryPoint: 'arn:1', aside: '/vast-before', durationMs: 1000},
      suggestions: ['aws-stack vast:start'],
    })

    assert.equal(
      plain(text),
      `vast, stage dev, eu-west-1: restored (1.0 s)
  snapshot        arn:1
  data of before  /vast-before of the file system
  server          was not started
  aws-stack vast:start`,
    )
  })

  it('asks with what is put in place, what is kept, and what is interrupted', () => {
    const snapshot = {arn: 'arn:1', createdAt: 0, bytes: 1500}

    const {before, question} = formatQuestion({...place, type: 'restore', snapshot, interrupts: true, losses: []})

    assert.equal(
      plain(before),
      `would be put in place: arn:1 (1970-01-01T00:00:00.000Z, 2 kB)
the present data is renamed and kept; what has come since the snapshot is only there
the server is stopped meanwhile`,
    )
    assert.equal(question, 'Restore vast, stage dev, in eu-west-1?')
  })
})
