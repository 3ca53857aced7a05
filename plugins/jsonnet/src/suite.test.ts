import assert from 'node:assert/strict'
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {JsonnetError} from './errors.js'
import {compile} from './evaluate.js'
import {fileImporter, type Imported} from './import/importer.js'
import {upstreamSuite} from './testing/upstream-suite.fixture.js'

/** Cases whose first line or first place in the program is not that of the suite, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'error.format.too_few_values.jsonnet': 'its trace stays within the library, which is not written in Jsonnet here',
  'error.parse.text_block_bad_whitespace.jsonnet': 'the message is that of the current release, the suite is older',
  'error.recursive_object_non_term.jsonnet': 'fields are kept, so the recursion is too deep elsewhere',
}

describe('the test suite of the C++ implementation', function () {
  this.timeout(60_000)
  let folder = ''
  let cases: string[] = []

  before(() => {
    folder = upstreamSuite()
    cases = readdirSync(folder).filter((file) => file.endsWith('.jsonnet'))
  })

  it('gives the same bytes where a program succeeds', () => {
    const positive = cases.filter((file) => !file.startsWith('error.'))

    const wrong = positive.filter((file) => outcome(folder, file) !== golden(folder, file))

    assert.ok(positive.length >= 65)
    assert.deepEqual(wrong, [])
  })

  it('gives the same message and place where a program fails', () => {
    const failing = cases.filter((file) => file.startsWith('error.'))

    const wrong = failing.filter((file) => {
      const [own, wanted] = [outcome(folder, file), golden(folder, file)]
      return firstLine(own) !== firstLine(wanted) || firstPlace(own) !== firstPlace(wanted)
    })

    assert.ok(failing.length >= 92)
    assert.deepEqual(wrong, Object.keys(DIFFERENT))
  })
})

function golden(folder: string, file: string): string {
  const path = join(folder, `${file}.golden`)
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd() : 'true'
}

/** What `jsonnet` would print on both outputs, run in the folder of the suite. */
function outcome(folder: string, file: string): string {
  const lines: string[] = []
  const [texts, codes] = [{var1: 'test'}, {var2: '{x:1,y:2}'}]
  const variables = file.startsWith('tla.') ? {tlaVars: texts, tlaCode: codes} : {extVars: texts, extCode: codes}
  const files = fileImporter()
  try {
    lines.push(
      compile(join(folder, file), {
        ...variables,
        filename: file,
        trace: (line) => lines.push(line),
        importer: (from, path) => fromFolder(folder, files(join(folder, from), path)),
      }),
    )
  } catch (error) {
    if (!(error instanceof JsonnetError)) throw error
    lines.push(error.message)
  }
  return lines.join('\n').trimEnd()
}

/** As if it had been found from within the folder. */
function fromFolder(folder: string, found: Imported | undefined): Imported | undefined {
  return found && {...found, path: found.path.replace(`${folder}/`, '')}
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!
}

/** The first place of a trace that is in the program itself. */
function firstPlace(text: string): string | undefined {
  const lines = text.split('\n').slice(1)
  return lines.find((line) => line.startsWith('\t') && !line.startsWith('\tstd.jsonnet'))?.split('\t')[1]
}
