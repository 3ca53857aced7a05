import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {join, relative} from 'node:path'

import fc from 'fast-check'

import {JsonnetError} from '../errors.js'
import {evaluate} from '../evaluate.js'
import {FORMAT_ORACLE, oracleFormat} from '../testing/format-oracle.fixture.js'
import {programOf} from '../testing/program.fixture.js'
import {sprinkle} from '../testing/sprinkle.fixture.js'
import {syntaxOf} from '../testing/syntax.fixture.js'
import {upstreamSources, upstreamSuite} from '../testing/upstream-suite.fixture.js'
import {format} from './format.js'
import type {FormatOptions} from './options.js'

const PROGRAMS = Number(process.env['JSONNET_FORMATS'] ?? 200)
const SEED = Number(process.env['JSONNET_SEED'] ?? 1)
/** Sources that nobody can read, of which the oracle is asked. */
const REFUSED = Math.max(20, PROGRAMS / 20)

/** Sources of the suite on which the release of the oracle differs, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'test_suite/error.parse.text_block_bad_whitespace.jsonnet': 'the message is that of the current release',
  'test_suite/import.jsonnet': 'importbin is newer',
}

/** Another style than the default in everything, and the same but for what can be left as it is. */
const STYLES: readonly (readonly [FormatOptions, readonly string[]])[] = [
  [{}, []],
  [
    {
      indent: 4,
      maxBlankLines: 1,
      stringStyle: 'double',
      commentStyle: 'hash',
      prettyFieldNames: false,
      padArrays: true,
      padObjects: false,
      sortImports: false,
    },
    '-n 4 --max-blank-lines 1 --string-style d --comment-style h --no-pretty-field-names'
      .concat(' --pad-arrays --no-pad-objects --no-sort-imports')
      .split(' '),
  ],
  [
    {indent: 0, maxBlankLines: 0, stringStyle: 'leave', commentStyle: 'leave'},
    '-n 0 --max-blank-lines 0 --string-style l --comment-style l'.split(' '),
  ],
]

function sources(folder: string): string[] {
  const files = readdirSync(folder, {recursive: true, encoding: 'utf8'})
  return files.filter((file) => /\.(jsonnet|libsonnet)$/.test(file)).map((file) => join(folder, file))
}

/** What we make of it; throws where it is neither a text nor an error of Jsonnet. */
function own(source: string, options?: FormatOptions): string | undefined {
  return result(() => format(source, options))
}

function result<Value>(act: () => Value): Value | undefined {
  try {
    return act()
  } catch (error) {
    if (error instanceof JsonnetError) return undefined
    throw error
  }
}

describe('the programs of the C++ implementation', function () {
  this.timeout(60_000)

  it('are formatted as its own tests want', () => {
    const folder = upstreamSuite()
    const goldens = readdirSync(folder).filter((file) => file.endsWith('.fmt.golden'))

    const wrong = goldens.filter((golden) => {
      const source = readFileSync(join(folder, golden.replace('.fmt.golden', '')), 'utf8')
      return own(source) !== readFileSync(join(folder, golden), 'utf8')
    })

    assert.ok(goldens.length >= 30)
    assert.deepEqual(wrong, [])
  })

  it('are formatted to the same bytes as by jsonnetfmt, or refused by the same message', function () {
    if (!existsSync(FORMAT_ORACLE)) this.skip()
    const folder = upstreamSources()
    const files = [
      ...sources(folder),
      ...sources(join(import.meta.dirname, '..', '..', '..', '..', 'bench', 'programs')),
    ]

    const wrong = files.filter((file) => {
      const {status, stdout, stderr} = spawnSync(FORMAT_ORACLE, [file], {encoding: 'utf8', maxBuffer: 2 ** 28})
      try {
        return format(readFileSync(file, 'utf8'), {filename: file}) !== stdout
      } catch (error) {
        return status === 0 || (error as Error).message !== stderr.trimEnd()
      }
    })

    assert.ok(files.some((file) => file.endsWith('stdlib/std.jsonnet')))
    assert.ok(files.length >= 170)
    assert.deepEqual(wrong.map((file) => relative(folder, file)).toSorted(), Object.keys(DIFFERENT))
  })

  it('stay as they are once they are formatted', () => {
    const formatted = sources(upstreamSources()).flatMap((file) => own(readFileSync(file, 'utf8')) ?? [])

    const changed = formatted.filter((source) => own(source) !== source)

    assert.deepEqual(changed, [])
  })
})

describe('generated sources', function () {
  this.timeout(20_000 + PROGRAMS * 200)
  const seeds = fc.sample(fc.integer(), {numRuns: PROGRAMS, seed: SEED})
  const syntax = seeds.map((seed) => sprinkle(syntaxOf(seed), seed, 2 + (seed & 7)))
  const plain = seeds.map((seed) => programOf(seed).source).filter((source) => own(source) !== undefined)
  const programs = plain.map((source, at) => sprinkle(source, seeds[at]!, 2 + (at & 7)))

  it('are formatted to the same bytes as by jsonnetfmt in every style, or fail in both', function () {
    if (!existsSync(FORMAT_ORACLE)) this.skip()

    const all = [...syntax, ...programs]
    const refused = all.filter((source) => own(source) === undefined)
    const read = all.filter((source) => own(source) !== undefined)

    assert.ok(read.length > all.length * 0.8)
    // Each of these costs a run of the oracle.
    assert.deepEqual(oracleFormat(refused.slice(0, REFUSED)).filter(Boolean), [])
    for (const [options, flags] of STYLES) {
      const wanted = oracleFormat(read, flags)
      const different = read.filter((source, at) => own(source, options) !== wanted[at])
      assert.deepEqual(different, [], flags.join(' '))
    }
  })

  it('evaluate to the same result once they are formatted', () => {
    const value = (source: string) => result(() => evaluate(source, {maxSteps: 10_000_000}))

    const different = programs.filter((source) => value(source) !== value(format(source)))

    assert.deepEqual(different, [])
  })

  it('stay as they are once they are formatted without comments', () => {
    const formatted = plain.map((source) => format(source))

    // A computed name that becomes a plain one can be the second of its name; each run takes one pair of parentheses off.
    const changed = formatted.filter((source) => !source.includes('((') && (own(source) ?? source) !== source)

    assert.deepEqual(changed, [])
  })
})

describe('formatting any source', () => {
  it('gives a text or an error of Jsonnet', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      'a',
      ':',
      ',',
      '+',
      'local',
      '=',
      ';',
      'super',
      '.',
      '"x"',
      '//',
      '\n',
    ]
    const tokens = fc
      .array(fc.constantFrom(...pieces, 'for', 'in', 'if', '|||\n x\n|||', '/*', '*/'))
      .map((all) => all.join(' '))

    fc.assert(
      fc.property(fc.oneof(tokens, fc.string({unit: 'binary'})), (source) => void own(source)),
      {numRuns: 2000, seed: SEED},
    )
  })
})
