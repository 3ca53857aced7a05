import assert from 'node:assert/strict'

import {format} from '../format.js'

describe('comments of one line', () => {
  it('begin with slashes, or with a hash', () => {
    const source = '# a\n[ // b\n  /* c */\n  1, # d\n]'

    assert.equal(format(source), '// a\n[  // b\n  /* c */\n  1,  // d\n]\n')
    assert.equal(format(source, {commentStyle: 'hash'}), '# a\n[  # b\n  /* c */\n  1,  # d\n]\n')
    assert.equal(format(source, {commentStyle: 'leave'}), '# a\n[  // b\n  /* c */\n  1,  # d\n]\n')
  })

  it('are told from the line that names an interpreter', () => {
    assert.equal(format('#!/bin/jsonnet\n#!a\n1'), '#!/bin/jsonnet\n//!a\n1\n')
  })

  it('stay as they are around a dot', () => {
    assert.equal(format('a # b\n.c'), 'a  # b\n.c\n')
  })
})
