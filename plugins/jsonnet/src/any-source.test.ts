import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import fc from 'fast-check'

import {JsonnetError} from './errors.js'
import {evaluate} from './evaluate.js'
import {mutated, PIECES} from './testing/mutate.fixture.js'
import {upstreamSuite} from './testing/upstream-suite.fixture.js'

const RUNS = Number(process.env['JSONNET_SOURCES'] ?? 2000)
const SEED = Number(process.env['JSONNET_SEED'] ?? 1)
/** Milliseconds in which each must end, on a machine that does other things too. */
const PATIENCE = 15_000

/** Programs whose mutations are tried: each half of them a program of the suite. */
function programs(): string[] {
  const folder = upstreamSuite()
  const names = readdirSync(folder).filter((name) => name.endsWith('.jsonnet'))
  return names.map((name) => readFileSync(join(folder, name), 'utf8')).filter((source) => source.length < 20_000)
}

const nested = fc
  .tuple(
    fc.constantFrom(
      '(|)',
      '[|]',
      '{a:|}',
      '{[|]:1}',
      'local a=|;a',
      'function(x)|',
      'if |',
      '-|',
      '!|',
      'error |',
      'f(|)',
      'a[|]',
    ),
    fc.constantFrom(
      '1|',
      '1+|',
      'x.|',
      'a{|}',
      '[1 for x in |]',
      'assert |;1',
      '/*|',
      "'%s' % |",
      '{a+:|}',
      '@|',
      '"|',
    ),
    fc.constantFrom(1, 10, 250, 499, 1000, 20_000),
  )
  .map(([one, two, times]) => {
    const [before = '', behind = ''] = (one + two.replace('|', '')).split('|')
    return before.repeat(times) + '1' + behind.repeat(times)
  })

const long = fc
  .tuple(
    fc.constantFrom('1+', 'a.b', '[1],', '"x" +', '{a:1}+', ' ', '\n', 'local a=1;', 'x,', '#', "'", 'std.', 'ü😀'),
    fc.constantFrom(1000, 50_000),
  )
  .map(([piece, times]) => piece.repeat(times))

/** Sources that are mostly wrong: accidents in real programs, nesting, long lines, any text. */
function anySource(programs: readonly string[]): fc.Arbitrary<string> {
  const number = fc.nat(2 ** 30)
  const accidents = fc.array(fc.tuple(fc.nat(7), number, number), {minLength: 1, maxLength: 6})
  const pieces = fc.array(fc.constantFrom(...PIECES), {maxLength: 40}).map((parts) => parts.join(' '))
  return fc.oneof(
    {weight: 12, arbitrary: fc.tuple(number, accidents).map(([seed, all]) => mutated(seed, all, programs))},
    {weight: 3, arbitrary: pieces},
    {weight: 1, arbitrary: nested},
    {weight: 1, arbitrary: long},
    {weight: 1, arbitrary: fc.string({unit: 'binary', maxLength: 200})},
  )
}

/** Throws unless the source gives a result or an error of Jsonnet, soon. */
function ends(source: string): void {
  const began = performance.now()
  try {
    evaluate(source, {maxSteps: 300_000, maxMemory: 2 ** 28, importer: () => undefined, extVars: {x: 'y'}})
  } catch (error) {
    if (!(error instanceof JsonnetError)) throw error
  }
  const took = performance.now() - began
  if (took > PATIENCE) throw new Error(`it took ${took.toFixed(0)} ms`)
}

describe('any source', function () {
  this.timeout(60_000 + RUNS * 20)

  it('gives a result or an error of Jsonnet, within its budget', () => {
    fc.assert(fc.property(anySource(programs()), ends), {numRuns: RUNS, seed: SEED})
  })
})
