import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'

import fc from 'fast-check'

import {minifyJson} from './minify-json.js'

/** What the seed's uploader does with a list of texts. */
const PYTHON = `import json, sys
texts = json.loads(sys.stdin.read())
print(json.dumps([json.dumps(json.loads(text), separators=(',', ':')) for text in texts]))`

const hasPython = spawnSync('python3', ['--version']).status === 0

function python(texts: readonly string[]): string[] {
  const {stdout, stderr, status} = spawnSync('python3', ['-c', PYTHON], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
  })
  assert.equal(status, 0, stderr)
  return JSON.parse(stdout) as string[]
}

describe('minified JSON', () => {
  it('has no white space outside of strings, keys in their order, and ASCII alone', () => {
    const text = '{ "b" : [ 1 , 2.50 ],\n "10": "é 😀 \\u2028 \\/", "2": {}, "a": [ ] }'

    assert.equal(minifyJson(text), String.raw`{"b":[1,2.5],"10":"\u00e9 \ud83d\ude00 \u2028 /","2":{},"a":[]}`)
  })

  it('keeps the digits of integers and writes other numbers as Python does', () => {
    const numbers = '[123456789012345678901234567890, -0, -0.0, 1e-07, 0.00001, 0.0001, 1E+21, 1e16, 1e15, 1.0]'

    assert.equal(
      minifyJson(numbers),
      '[123456789012345678901234567890,0,-0.0,1e-07,1e-05,0.0001,1e+21,1e+16,1000000000000000.0,1.0]',
    )
  })

  it('keeps the last of two fields of one name, where the first stood', () => {
    assert.equal(minifyJson('{"a": 1, "b": 2, "a": 3}'), '{"a":3,"b":2}')
  })

  it('is what Python makes of any JSON', function () {
    if (!hasPython) return this.skip()
    const text = fc.oneof(
      fc.string({unit: 'binary'}),
      fc.string({unit: 'grapheme'}),
      fc.constantFrom('2', '10', '\ud800', '\u007f'),
    )
    const number = fc.oneof(
      fc.double({noNaN: true, noDefaultInfinity: true}).map(String),
      fc.double({noNaN: true, noDefaultInfinity: true}).map((value) => value.toExponential()),
      fc.bigInt().map(String),
      fc.constantFrom('1e-07', '1E5', '-0', '-0.0', '0.1', '0.10000000000000001', '5e-324', '1e22', '123456789.0'),
    )
    const {json} = fc.letrec<{json: string}>((tie) => ({
      json: fc.oneof(
        {depthSize: 'small', maxDepth: 4},
        number,
        text.map((value) => JSON.stringify(value)),
        text.map((value) => `"${Array.from(value, escaped).join('')}"`),
        fc.constantFrom('true', ' false', 'null '),
        fc.array(tie('json')).map((items) => `[${items.join(' ,\n')}]`),
        fc
          .array(fc.tuple(text, tie('json')))
          .map((fields) => `{ ${fields.map(([key, value]) => `${JSON.stringify(key)}\t: ${value}`).join(', ')} }`),
      ),
    }))
    const texts = fc.sample(json, 1000)

    assert.deepEqual(texts.map(minifyJson), python(texts))
  })

  it('refuses what is no JSON and says where, and a number that is too large for any reader', () => {
    assert.throws(() => minifyJson('{"a": 1,\n "b": nan}'), {
      code: 'CONFIG_INVALID',
      message: /line 2, column 7: "nan\}"/,
    })
    for (const text of ['', '[1,]', '{"a" 1}', '{a: 1}', '[1] 2', '"a\nb"', "'a'", '01', '\ufeff{}', '[', '1e999'])
      assert.throws(() => minifyJson(text), {code: 'CONFIG_INVALID'}, text)
  })

  it('refuses what is nested deeper than the uploader could read', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

    assert.equal(minifyJson(nested(900)), nested(900))
    assert.throws(() => minifyJson(nested(100_000)), {
      code: 'CONFIG_INVALID',
      message: /more than 900 values in each other/,
    })
  })
})

function escaped(character: string): string {
  return Array.from({length: character.length}, (_, at) => {
    return `\\u${character.charCodeAt(at).toString(16).padStart(4, '0').toUpperCase()}`
  }).join('')
}
