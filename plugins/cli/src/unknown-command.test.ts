import assert from 'node:assert/strict'

import {unknownCommand} from './unknown-command.js'

const known = ['doctor', 'version', 'vast:plan', 'vast:deploy', 'vast:destroy']

describe('unknownCommand', () => {
  it('names the package that brings the command', () => {
    const error = unknownCommand('local:start', known)

    assert.equal(error.code, 'PLUGIN_NOT_INSTALLED')
    assert.deepEqual(error.suggestions, ['npm install --save-dev @aws-stack/local'])
  })

  it('guesses what was meant', () => {
    const guesses = ['vast:deplo', 'docter', 'vats:plan'].map((id) => unknownCommand(id, known).suggestions)

    assert.deepEqual(guesses, [['aws-stack vast:deploy'], ['aws-stack doctor'], ['aws-stack vast:plan']])
  })

  it('guesses nothing for another word', () => {
    const error = unknownCommand('kubernetes', known)

    assert.equal(error.code, 'USAGE')
    assert.deepEqual(error.suggestions, ['aws-stack --help'])
  })
})
