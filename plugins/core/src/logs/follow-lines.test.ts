import assert from 'node:assert/strict'

import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import {FakeLogs} from '../testing/fake-logs.js'
import {RecordingHost} from '../testing/recording-host.js'
import {followLines, type FollowLinesInput} from './follow-lines.js'
import type {LogSource} from './log-source.js'

const SERVER: LogSource = {name: 'server', group: '/server', arn: 'arn:server'}
const CLIENT: LogSource = {name: 'client', group: '/client', arn: 'arn:client'}
const FAST = {soon: 1, late: 2, silent: 60_000, settle: 20}
const throttled = new StackError('AWS_THROTTLED', 'Rate exceeded')
const denied = new StackError('ACCESS_DENIED', 'no permission for logs:StartLiveTail')

describe('following a log', () => {
  let logs: FakeLogs
  let host: RecordingHost
  let stop: AbortController
  beforeEach(() => {
    logs = new FakeLogs()
    logs.noLiveTail = denied
    host = new RecordingHost()
    stop = new AbortController()
  })

  const input = (more: Partial<FollowLinesInput> = {}): FollowLinesInput => ({
    sources: [SERVER],
    since: 0,
    live: false,
    missing: () => {},
    ...more,
  })
  const follow = (more: Partial<FollowLinesInput> = {}, pace = FAST) =>
    followLines(input(more), {logs, host} as unknown as Context, stop.signal, pace)

  /** The first so many, with something done after each of some. */
  async function take(count: number, lines: AsyncIterable<{message: string}>, after: Record<string, () => void> = {}) {
    const taken: string[] = []
    for await (const {message} of lines) {
      taken.push(message)
      after[message]?.()
      if (taken.length === count) break
    }
    return taken
  }
  const now = () => Date.now()

  it('tells what is there and then what comes, each line once', async () => {
    logs.putAt(now(), '/server', 'a', 'one', 'two')

    const taken = await take(4, follow(), {two: () => logs.putAt(now(), '/server', 'a', 'three', 'four')})

    assert.deepEqual(taken, ['one', 'two', 'three', 'four'])
  })

  it('tells lines that come later than their time, and those of one millisecond', async () => {
    const at = now()
    logs.putAt(at, '/server', 'a', 'one')

    const taken = await take(4, follow(), {
      one: () => {
        logs.putAt(at - 8_000, '/server', 'b', 'late')
        logs.putAt(at, '/server', 'a', 'same', 'again')
      },
    })

    assert.deepEqual(taken, ['one', 'late', 'same', 'again'])
  })

  it('merges several sources by time', async () => {
    const at = now()
    logs.putAt(at - 30, '/server', 'a', 'one')
    logs.putAt(at - 20, '/client', 'b', 'two')
    logs.putAt(at - 10, '/server', 'a', 'three')

    assert.deepEqual(await take(3, follow({sources: [SERVER, CLIENT]})), ['one', 'two', 'three'])
  })

  it('begins with the last so many, and leaves nothing out of what comes then', async () => {
    logs.putAt(now(), '/server', 'a', 'one', 'two', 'three')

    const taken = await take(3, follow({limit: 1}), {three: () => logs.putAt(now(), '/server', 'a', 'four', 'five')})

    assert.deepEqual(taken, ['three', 'four', 'five'])
  })

  it('reads page by page, and loses nothing to a throttle in the middle', async () => {
    logs.pageSize = 2
    logs.putAt(now(), '/server', 'a', ...'abcdefg')
    let pages = 0
    logs.onPage = () => {
      pages += 1
      logs.failure = pages === 3 ? throttled : undefined
    }

    const taken = await take(8, follow(), {g: () => logs.putAt(now(), '/server', 'a', 'h')})

    assert.deepEqual(taken, [...'abcdefgh'])
  })

  it('goes on after throttles, however many', async () => {
    logs.putAt(now(), '/server', 'a', 'one')
    logs.failure = throttled
    logs.onPage = () => void (logs.pages.length > 60 && (logs.failure = undefined))

    assert.deepEqual(await take(1, follow()), ['one'])
  })

  it('ends with what no waiting mends', async () => {
    logs.failure = new StackError('CREDENTIALS_EXPIRED', 'expired')

    await assert.rejects(take(1, follow()), {code: 'CREDENTIALS_EXPIRED'})
  })

  it('says of a group that is not there so, and tells its lines as soon as it is', async () => {
    const missing: string[] = []
    logs.onPage = () =>
      void (missing.length === 3 && !logs.groups.has('/server') && logs.putAt(now(), '/server', 'a', 'one'))

    const taken = await take(1, follow({missing: ({group}) => missing.push(group)}))

    assert.deepEqual(taken, ['one'])
    assert.equal(missing[0], '/server')
  })

  it('ends by itself when nothing is written any more and all is told', async () => {
    let ended = false
    logs.putAt(now(), '/server', 'a', 'one')
    logs.onPage = () => {
      if (logs.pages.length === 4) logs.putAt(now(), '/server', 'a', 'last')
      ended = logs.pages.length >= 3
    }

    assert.deepEqual(await take(9, follow({ended: () => ended})), ['one', 'last'])
  })

  it('throws when it is interrupted', async () => {
    logs.putAt(now(), '/server', 'a', 'one')

    await assert.rejects(take(2, follow(), {one: () => stop.abort('SIGINT')}), {code: 'CANCELLED'})
  })

  describe('by live tail', () => {
    beforeEach(() => void (logs.noLiveTail = undefined))
    const live = (more: Partial<FollowLinesInput> = {}) => follow({live: true, ...more}, {...FAST, settle: 0})

    it('looks when lines have come, not before', async () => {
      logs.putAt(now(), '/server', 'a', 'one')

      const lines = live()
      const taken = await take(2, lines, {
        one: () => void setTimeout(() => logs.putAt(now(), '/server', 'a', 'two'), 50),
      })

      assert.deepEqual(taken, ['one', 'two'])
      assert.deepEqual(host.of('logs.followed'), [{type: 'logs.followed', how: 'live-tail'}])
      assert.ok(logs.pages.length < 15, `${logs.pages.length} looks`)
    })

    it('looks as far back as what has come says', async () => {
      logs.putAt(now(), '/server', 'a', 'one')

      const taken = await take(2, live(), {
        one: () => void setTimeout(() => logs.putAt(now() - 3_600_000, '/server', 'b', 'of an hour ago'), 50),
      })

      assert.deepEqual(taken, ['one', 'of an hour ago'])
    })

    it('opens a session again that was cut or has ended', async () => {
      logs.putAt(now(), '/server', 'a', 'one')

      const taken = await take(3, live(), {
        one: () =>
          void setTimeout(() => {
            logs.endSessions()
            logs.putAt(now(), '/server', 'a', 'two')
          }, 20),
        two: () =>
          void setTimeout(() => {
            logs.endSessions(new StackError('AWS_UNREACHABLE', 'the connection was dropped'))
            logs.putAt(now(), '/server', 'a', 'three')
          }, 20),
      })

      assert.deepEqual(taken, ['one', 'two', 'three'])
    })

    it('polls where there is none to have, and says why', async () => {
      logs.noLiveTail = denied
      logs.putAt(now(), '/server', 'a', 'one')

      const taken = await take(2, live(), {one: () => logs.putAt(now(), '/server', 'a', 'two')})

      assert.deepEqual(taken, ['one', 'two'])
      assert.deepEqual(host.of('logs.followed'), [{type: 'logs.followed', how: 'polling', reason: denied.message}])
    })

    for (const {what, sources, reason} of [
      {
        what: 'are more than it takes',
        sources: Array.from({length: 11}, (_, index) => ({...SERVER, name: `${index}`})),
        reason: 'live tail takes 10 log groups at most, and there are 11',
      },
      {
        what: 'have no known ARN',
        sources: [SERVER, {name: 'other', group: '/other'}],
        reason: 'the ARN of the log group /other is not known',
      },
    ])
      it(`polls where the groups ${what}, and says so`, async () => {
        logs.putAt(now(), '/server', 'a', 'one')

        await take(1, live({sources}))

        assert.deepEqual(host.of('logs.followed'), [{type: 'logs.followed', how: 'polling', reason}])
      })
  })
})
