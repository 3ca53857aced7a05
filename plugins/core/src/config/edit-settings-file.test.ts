import assert from 'node:assert/strict'

import {editSettingsFile} from './edit-settings-file.js'

const edit = (text: string, value: string | readonly string[]) =>
  editSettingsFile(text, {place: [], app: 'vast', own: [{key: 'parts', value, about: 'Parts.'}], others: []})

describe('editing a settings file', () => {
  it('writes a list as one', () => {
    assert.equal(edit('', ['one', 'two']), 'vast:\n  # Parts.\n  parts:\n    - one\n    - two\n')
  })

  it('leaves a list that says the same as it was written', () => {
    const text = 'vast:\n  parts: [one, two] # mine\n'

    assert.equal(edit(text, ['one', 'two']), text)
    assert.match(edit(text, ['one']), /parts:\n {4}- one\n/)
  })
})
