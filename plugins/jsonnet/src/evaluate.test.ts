import assert from 'node:assert/strict'

import {JsonnetError} from './errors.js'
import {evaluate, evaluateMulti, evaluateStream} from './evaluate.js'
import {lineOf} from './location.js'

const value = (source: string): unknown => JSON.parse(evaluate(source))
const failure = (source: string, options = {}): string => {
  try {
    return evaluate(source, {filename: 'a.jsonnet', ...options})
  } catch (error) {
    if (error instanceof JsonnetError) return error.message
    throw error
  }
}

describe('evaluate', () => {
  it('prints as jsonnet does: sorted, three spaces, 17 digits', () => {
    assert.equal(
      evaluate('{b: [0.1, -0, 1e21], a: {}, c: [], "\\u0000\\n": "ü\\u007f"}'),
      '{\n   "\\u0000\\n": "ü\\u007f",\n   "a": { },\n   "b": [\n      0.10000000000000001,\n      -0,\n      1000000000000000000000\n   ],\n   "c": [ ]\n}',
    )
  })

  it('prints on one line, canonically, or as YAML', () => {
    const source = `{b: [0.1, 1e21, -0, []], 'a': {}, '\\u007f😀': 1, 'ﬀ': 'x\\n'}`

    assert.equal(
      evaluate(source, {format: 'minified'}),
      '{"a":{},"b":[0.10000000000000001,1000000000000000000000,-0,[]],"\\u007f😀":1,"ﬀ":"x\\n"}',
    )
    assert.equal(evaluate(source, {format: 'canonical'}), '{"a":{},"b":[0.1,1e+21,0,[]],"\u007f😀":1,"ﬀ":"x\\n"}')
    assert.equal(evaluate("{a: [1, {b: 'x'}], 'on': 2}", {format: 'yaml'}), 'a:\n- 1\n- b: "x"\n"on": 2')
  })

  it('evaluates what is needed, once', () => {
    const lines: string[] = []

    const printed = evaluate(
      `local once = std.trace('once', 1);
       {a: once, b: once, c:: error 'hidden', [if false then 'd']: error 'absent'}.a + [1, error 'other'][0]`,
      {trace: (line) => lines.push(line), filename: 'a.jsonnet'},
    )

    assert.equal(printed, '2')
    assert.deepEqual(lines, ['TRACE: a.jsonnet:1 once'])
  })

  it('inherits with self, super, $ and +:', () => {
    const source = `
      local base = {a: 1, b: self.a, n: {x: 1, y: $.a}, h:: 3};
      base {a: 2, b: super.b + 10, n+: {x+: 5}, h: 4, in_super: 'a' in super, not_in: 'z' in super}`

    assert.deepEqual(value(source), {a: 2, b: 12, n: {x: 6, y: 2}, in_super: true, not_in: false})
  })

  it('adds to the field of that name, whatever names are left out before it', () => {
    assert.deepEqual(value(`{d: {z: 1}} + {[if false then 'x']: 1, [if true then 'd']+: {y: 2}, e+: {}}`), {
      d: {y: 2, z: 1},
      e: {},
    })
  })

  it('shows and hides fields as the last colons say', () => {
    assert.deepEqual(value('({a: 1, b:: 2, c::: 3} + {a:: 1, b: 2, c: 3}) + {d:: 1} + {d::: 2}'), {c: 3, d: 2})
  })

  it('runs assertions once, in the object that inherits them', () => {
    assert.deepEqual(value("{assert self.x > 1 : 'small', x: 1} + {x: 2}"), {x: 2})
    assert.equal(
      failure("{assert self.x > 1 : 'small', x: 1}"),
      'RUNTIME ERROR: small\n\ta.jsonnet:1:22-29\tthunk <object_assert>\n\tDuring manifestation\t',
    )
  })

  it('binds arguments by position, by name and by default', () => {
    assert.deepEqual(value('local f(a, b=a * 2, c=b + 1) = [a, b, c]; [f(1), f(1, c=5), f(b=1, a=2)]'), [
      [1, 2, 3],
      [1, 2, 5],
      [2, 1, 2],
    ])
  })

  it('comprehends arrays and objects, with variables of their own', () => {
    const source = `{
      a: [x * y for x in [1, 2, 3] if x != 2 for y in [10, x]],
      o: {local twice = x * 2, [k + x]: [twice, k] for k in ['a', 'b'] for x in [1, 2]},
      f: [f() for f in [function() i for i in [1, 2]]],
    }`

    assert.deepEqual(value(source), {
      a: [10, 1, 30, 9],
      o: {a1: [2, 'a'], a2: [4, 'a'], b1: [2, 'b'], b2: [4, 'b']},
      f: [1, 2],
    })
  })

  it('counts code points, not units', () => {
    assert.deepEqual(value(`local s = 'a😀b'; [std.length(s), s[1], s[2], s[::-1 + 2], 'ﬀ' < '😀']`), [
      3,
      '😀',
      'b',
      'a😀b',
      true,
    ])
  })

  it('calls a file whose value is a function with the top-level arguments', () => {
    const options = {tlaVars: {a: 'text'}, tlaCode: {b: '1 + 1'}}

    assert.equal(evaluate('function(a, b, c=3) a + b + c', options), '"text23"')
    assert.equal(
      failure('function(a, z) a', options),
      'RUNTIME ERROR: function has no parameter b\n\tTop-level function\t',
    )
  })

  it('gives external variables, and functions of the host', () => {
    const options = {
      extVars: {a: 'text'},
      extCode: {b: '{x: 1 + 1}'},
      native: {add: {params: ['a', 'b'], call: (a: unknown, b: unknown) => ({sum: [(a as number) + (b as number)]})}},
    }

    assert.equal(
      evaluate(`[std.extVar('a'), std.extVar('b').x, std.native('add')(1, 2).sum[0], std.native('no')]`, options),
      '[\n   "text",\n   2,\n   3,\n   null\n]',
    )
  })

  it('gives one document for each field or element', () => {
    assert.deepEqual(
      [...evaluateMulti('{b: 1, a: {x: []}, c:: 2}')],
      [
        ['a', '{\n   "x": [ ]\n}'],
        ['b', '1'],
      ],
    )
    assert.deepEqual(evaluateStream(`['a', 'b']`, {string: true}), ['a', 'b'])
  })
})

describe('an error', () => {
  it('tells what was being evaluated, from the inside to the outside', () => {
    assert.equal(
      failure('local f(x) = x.y;\nlocal g = f;\n{a: {b: g({z: 1})}}'),
      `RUNTIME ERROR: field does not exist: y
\ta.jsonnet:1:14-17\tfunction <g>
\ta.jsonnet:3:9-18\tobject <anonymous>
\ta.jsonnet:3:5-19\tobject <anonymous>
\tDuring manifestation\t`,
    )
  })

  it('of the grammar has its place', () => {
    assert.equal(
      failure('{a: 1,\n b = 2}'),
      'STATIC ERROR: a.jsonnet:2:2: expected one of :, ::, :::, +:, +::, +:::, got: =',
    )
    assert.equal(failure('local ü = 1; ü'), 'STATIC ERROR: a.jsonnet:1:7: Could not lex the character code 195')
    assert.equal(failure("{['k' + a]: b for a in [c]}"), 'STATIC ERROR: a.jsonnet:1:13: Unknown variable: b')
    assert.equal(failure('{a: b, [c]: 1}'), 'STATIC ERROR: a.jsonnet:1:5: Unknown variable: b')
    assert.equal(failure('a + $.b'), 'STATIC ERROR: a.jsonnet:1:5: No top-level object found.')
    assert.equal(failure('"ü" + y'), 'STATIC ERROR: a.jsonnet:1:8: Unknown variable: y')
  })
})

describe('a deep program', () => {
  it('ends with too many frames where it recurs too deep', () => {
    const [first, second] = failure('local f(x) = 1 + f(x); f(1)').split('\n')

    assert.equal(first, 'RUNTIME ERROR: max stack frames exceeded.')
    assert.equal(second, '\ta.jsonnet:1:18-22\tfunction <f>')
  })

  it('goes as deep as it is allowed to', () => {
    const options = {maxStack: 1_000_000}

    assert.equal(evaluate('local f(n) = if n == 0 then 0 else 1 + f(n - 1); f(100000)', options), '100000')
    assert.equal(evaluate('local f(n) = if n == 0 then 0 else f(n - 1) tailstrict; f(100000)'), '0')
    assert.equal(
      evaluate('std.length(std.toString(std.foldl(function(a, i) [a], std.range(1, 100000), [])))', options),
      '200003',
    )
    assert.equal(
      evaluate('local n(i) = std.foldl(function(a, i) {a: a}, std.range(1, 20000), {}); n(1) == n(2)', options),
      'true',
    )
  })

  it('or one that asks for an array of any size ends at once', () => {
    for (const source of ['std.range(0, 1e9)', 'std.makeArray(1e9, function(i) i)', 'std.repeat([1], 1e9)']) {
      assert.match(failure(source), /the array is too large\./)
    }
  })

  it('or one that makes what no memory holds ends with an error', () => {
    assert.match(failure("std.repeat('x', 1e9)"), /^RUNTIME ERROR: the string is too large\./)
    assert.match(failure('std.range(1, 1e12)'), /^RUNTIME ERROR: the array is too large\./)
  })

  it('has any number of operators and locals', () => {
    assert.equal(evaluate(`local ${Array.from({length: 50_000}, (_, i) => `a${i} = ${i}`).join(', ')}; a9`), '9')
    assert.match(failure('-'.repeat(100_000)), /Exceeded maximum parse depth limit/)
    assert.equal(evaluate(Array.from({length: 100_000}, () => '1').join('+')), '100000')
    assert.match(failure('['.repeat(10_000)), /^STATIC ERROR: a\.jsonnet:1:501: Exceeded maximum parse depth limit\.$/)
  })
})

describe('a budget', () => {
  it('ends a program that does not end', () => {
    const forever = 'local f(x) = f(x + 1) tailstrict; f(0)'

    assert.match(failure(forever, {maxSteps: 100_000}), /evaluation budget exceeded: more than 100000 steps\./)
    assert.throws(() => evaluate(forever, {signal: AbortSignal.abort(new Error('enough'))}), /enough/)
  })

  it('ends a program that takes too much memory', () => {
    const exceeded = /budget exceeded: more than 16777216 bytes/

    for (const source of ["std.repeat('x', 5e8)", 'std.foldl(function(a, i) a + a, std.range(1, 40), [1])']) {
      assert.match(failure(source, {maxMemory: 2 ** 24}), exceeded)
    }
  })

  it('ends one that prints or compares a small value of very many parts', () => {
    const many = 'local many = std.foldl(function(a, i) [a, a], std.range(1, 40), 1); '
    const sources = ['many', 'std.toString(many)', "std.manifestJsonEx(many, '')", 'std.manifestYamlDoc(many)']
    const walks = ['many == many', 'many < many', 'std.deepJoin(many)', 'std.flattenDeepArray(many)[0]']

    for (const source of [...sources, ...walks]) {
      assert.match(failure(many + source, {maxSteps: 10_000}), /budget exceeded|Expected string or array/, source)
    }
  })
})

describe('origins', () => {
  it('tells where each value was written, also in what is imported', () => {
    const files: Readonly<Record<string, string>> = {lib: '{\n  make(x): {\n    made: x,\n  },\n}'}
    const source = `local lib = import 'lib';
{
  a: [
    lib.make(1),
    {
      'x/~y': 2,
    },
    std.mergePatch({b: 1}, {}),
  ],
}`
    const told: string[] = []

    const printed = evaluate(source, {
      filename: 'a.jsonnet',
      importer: (_from, path) => ({path, content: files[path] ?? ''}),
      origin: (pointer, {file, span}) => told.push(`${pointer} ${file}:${lineOf(span.begin)}`),
    })

    assert.deepEqual(told, [
      '/a a.jsonnet:3',
      '/a/0 a.jsonnet:4',
      '/a/0/made lib:3',
      '/a/1 a.jsonnet:6',
      '/a/1/x~1~0y a.jsonnet:6',
      '/a/2 a.jsonnet:8',
    ])
    assert.equal(printed, evaluate(source, {importer: (_from, path) => ({path, content: files[path] ?? ''})}))
  })
})
