import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {EXIT_CODES} from '@aws-stack/kit'

import {root} from './fixtures/project.js'

/** Makers of errors whose first argument is the code. */
const MADE = /(?:new (?:Stack|Local)Error|awsFailure|problem|\bfailed)\(\s*'([A-Z][A-Z_]+)'/g

/** Rooms whose errors users see; the local AWS's services answer as AWS does, with AWS's codes. */
const ROOMS = [
  'core/src',
  'kit/src',
  'cli/src',
  'vast/src',
  'substation/src',
  'local/src/lifecycle',
  'local/src/commands',
  'local/src/engine',
]

describe('error codes', () => {
  it('have an exit code, each that is thrown', () => {
    const unknown = thrownCodes().filter((code) => !(code in EXIT_CODES))

    assert.deepEqual(unknown, [])
  })

  it('stand in docs/errors.md once, with their exit codes, and no others do', () => {
    const documented = documentedCodes()

    assert.deepEqual(documented, {...EXIT_CODES, UNEXPECTED: 1})
  })
})

function thrownCodes(): string[] {
  const codes = ROOMS.flatMap((room) => sources(join(root, 'plugins', room))).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(MADE)].map(([, code = '']) => code),
  )
  assert.ok(codes.length > 40, `only ${codes.length} places throw an error: the pattern is out of date`)
  return [...new Set(codes)]
}

function sources(folder: string): string[] {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

/** A row's exit code is its own second cell, else that of its section. A code that stands twice fails. */
function documentedCodes(): Record<string, number> {
  const codes: Record<string, number> = {}
  let ofSection = Number.NaN
  for (const line of readFileSync(join(root, 'docs', 'errors.md'), 'utf8').split('\n')) {
    if (line.startsWith('## ')) ofSection = Number(/\(exit (\d+)\)/.exec(line)?.[1])
    const [, code, own] = /^\| `([A-Z_]+)` \| (\d+)?/.exec(line) ?? []
    if (!code) continue
    assert.ok(!(code in codes), `${code} stands twice`)
    codes[code] = own === undefined ? ofSection : Number(own)
  }
  return codes
}
