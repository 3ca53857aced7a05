import assert from 'node:assert/strict'

import {splitCommand} from './split-command.js'

describe('the words of a command', () => {
  it('are split as a shell splits them, and nothing is expanded', () => {
    const words = splitCommand(`sh  -c 'echo "$A" it'\\''s' "a \\"b\\" c" d\\ e ''`)

    assert.deepEqual(words, ['sh', '-c', `echo "$A" it's`, 'a "b" c', 'd e', ''])
  })

  it('are none where there is nothing', () => {
    assert.deepEqual(splitCommand('  '), [])
  })

  it('need each quote closed', () => {
    assert.throws(() => splitCommand(`sh -c 'echo`), /expecting closing quote/)
  })
})
