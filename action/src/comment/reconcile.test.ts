import assert from 'node:assert/strict'

import {formatMarker} from './marker.js'
import {type OwnComment, ownComments, reconcile, type WantedComment} from './reconcile.js'

const KEY = 'vast/dev/eu-west-1'
const at = {run: 20, attempt: 1}

function body(part = 1, {key = KEY, run = 10, attempt = 1, text = 'old'} = {}): string {
  return `${formatMarker({key, part, parts: 1, run, attempt})}\n${text}`
}

function comment(id: number, text: string, minimised = false): OwnComment {
  const nodeId = `node-${id}`
  const [own] = ownComments([{id, nodeId, body: text, author: 'bot'}], 'bot', new Set(minimised ? [nodeId] : []))
  assert.ok(own)
  return own
}

const wanted: WantedComment = {key: KEY, bodies: ['new'], create: true, minimised: false, ...at}

describe('the comments of a stage', () => {
  it('are created where there is none', () => {
    assert.deepEqual(reconcile([], wanted), [{do: 'create', body: 'new'}])
  })

  it('are left out where nobody wants a first one', () => {
    assert.deepEqual(reconcile([], {...wanted, create: false}), [])
  })

  it('are updated in place', () => {
    assert.deepEqual(reconcile([comment(1, body())], wanted), [{do: 'update', id: 1, body: 'new'}])
  })

  it('stay as they are the second time', () => {
    const same = body(1, at)

    assert.deepEqual(reconcile([comment(1, same)], {...wanted, bodies: [same]}), [])
  })

  it('are minimised when nothing is left to read, and restored when there is again', () => {
    const idle = reconcile([comment(1, body())], {...wanted, create: false, minimised: true})
    const again = reconcile([comment(1, body(), true)], wanted)

    assert.deepEqual(idle, [
      {do: 'update', id: 1, body: 'new'},
      {do: 'minimise', nodeId: 'node-1'},
    ])
    assert.deepEqual(again, [
      {do: 'update', id: 1, body: 'new'},
      {do: 'restore', nodeId: 'node-1'},
    ])
  })

  it('are the newest of several, and the others are deleted', () => {
    const changes = reconcile([comment(1, body()), comment(3, body()), comment(2, body())], wanted)

    assert.deepEqual(changes, [
      {do: 'update', id: 3, body: 'new'},
      {do: 'delete', id: 2},
      {do: 'delete', id: 1},
    ])
  })

  it('grow and shrink by parts', () => {
    const grown = reconcile([comment(1, body())], {...wanted, bodies: ['one', 'two']})
    const shrunk = reconcile([comment(1, body()), comment(2, body(2)), comment(3, body(3))], wanted)

    assert.deepEqual(grown, [
      {do: 'update', id: 1, body: 'one'},
      {do: 'create', body: 'two'},
    ])
    assert.deepEqual(shrunk, [
      {do: 'update', id: 1, body: 'new'},
      {do: 'delete', id: 3},
      {do: 'delete', id: 2},
    ])
  })

  it('leave those of another stage alone', () => {
    const other = comment(1, body(1, {key: 'vast/prod/eu-west-1'}))

    assert.deepEqual(reconcile([other], wanted), [{do: 'create', body: 'new'}])
  })

  it('keep what a later run has written, and not what an earlier attempt of this one has', () => {
    assert.equal(reconcile([comment(1, body(1, {run: 21}))], wanted), undefined)
    assert.equal(reconcile([comment(1, body(1, {run: 20, attempt: 2}))], wanted), undefined)
    assert.equal(reconcile([comment(1, body(1, {run: 20}))], {...wanted, attempt: 2})?.length, 1)
  })

  it('are only those that we have written ourselves', () => {
    const comments = [
      {id: 1, nodeId: 'a', body: body(), author: 'mallory'},
      {id: 2, nodeId: 'b', body: `> ${body()}`, author: 'bot'},
      {id: 3, nodeId: 'c', body: body(), author: 'bot'},
    ]

    const own = ownComments(comments, 'bot', new Set())

    assert.deepEqual(
      own.map(({id}) => id),
      [3],
    )
  })
})
