import assert from 'node:assert/strict'

import type {HandlerScope} from '../handler.js'
import {retag, tagsOf} from './tags.js'

describe('tags', () => {
  it('lets the resource’s own tag win over the stack’s', () => {
    const scope = {
      tags: [
        {Key: 'stage', Value: 'dev'},
        {Key: 'app', Value: 'vast'},
      ],
    } as unknown as HandlerScope

    const tags = tagsOf({Tags: [{Key: 'stage', Value: 'own'}]}, scope)

    assert.deepEqual(tags, [
      {Key: 'stage', Value: 'own'},
      {Key: 'app', Value: 'vast'},
    ])
  })

  it('makes only the calls that are needed, and leaves the service’s own tags alone', async () => {
    const calls: unknown[] = []

    await retag({
      current: {keep: '1', change: '1', drop: '1', 'aws:elasticfilesystem:default-backup': 'enabled'},
      wanted: [
        {Key: 'keep', Value: '1'},
        {Key: 'change', Value: '2'},
      ],
      add: (tags) => Promise.resolve(calls.push(['add', tags])),
      remove: (keys) => Promise.resolve(calls.push(['remove', keys])),
    })

    assert.deepEqual(calls, [
      ['remove', ['drop']],
      ['add', [{Key: 'change', Value: '2'}]],
    ])
  })

  it('calls nobody when all is as wanted', async () => {
    const refuse = () => Promise.reject(new Error('called'))

    await assert.doesNotReject(
      retag({current: {keep: '1'}, wanted: [{Key: 'keep', Value: '1'}], add: refuse, remove: refuse}),
    )
  })
})
