import assert from 'node:assert/strict'

import {JsonnetError} from '../errors.js'
import {evaluate} from '../evaluate.js'

const value = (source: string): unknown => JSON.parse(evaluate(source))
const text = (source: string): string => evaluate(source, {string: true})
const reason = (source: string): string => {
  try {
    return evaluate(source)
  } catch (error) {
    if (error instanceof JsonnetError) return error.reason
    throw error
  }
}

describe('std', () => {
  it('is an object of hidden functions, which know how many arguments they take', () => {
    assert.deepEqual(value('[std.length(std), std.length(std.foldl), std.isFunction(std.map), (std {x: 1}).x]'), [
      0,
      3,
      true,
      1,
    ])
  })

  it('evaluates arguments and elements only where they are needed', () => {
    assert.deepEqual(
      value(`[
        std.length(std.map(function(x) error 'x', [1, 2])),
        std.foldl(error 'func', [], 1),
        std.get({a: 1}, 'a', error 'default'),
        std.mergePatch(error 'target', 1),
        std.sort([1], error 'key'),
        std.length(std.reverse([error 'a', error 'b'])),
        std.length(std.mergePatch({a: error 'a'}, {b: 1})),
      ]`),
      [2, 1, 1, 1, [1], 2, 2],
    )
  })

  it('says which of several faults comes first, as the C++ implementation does', () => {
    const faults = {
      "std.map(1, error 'x')": 'std.map first param must be function, got number',
      "std.setInter([], error 'x')": 'x',
      "std.slice(error 'x', 'a', 'b', 'c')": 'binary operator >= requires matching types, got string and number.',
      "[1, 2]['a':(error 'end')]": 'binary operator < requires matching types, got string and number.',
      '1[0:1]': 'std.slice accepts a string or an array, but got: number',
      '[1, 2, 3][0.5:]': 'array index was not integer: 0.5',
      "std.base64([1, 'a', error 'x'])": 'binary operator < requires matching types, got string and number.',
      "std.manifestXmlJsonml(['t', {a: error 'attribute'}, error 'child'])": 'attribute',
      "std.manifestXmlJsonml(['t', 1])": 'can only index objects, strings, and arrays, got number.',
      'std.manifestIni(1)':
        'Builtin function objectHasEx expected (object, string, boolean) but got (number, string, boolean)',
      'std.char(1e22)': 'codepoints must be >= 0, got -9223372036854775808',
    }
    for (const [source, message] of Object.entries(faults)) {
      assert.throws(
        () => value(source),
        (error: Error) => error.message.startsWith(`RUNTIME ERROR: ${message}\n`),
        source,
      )
    }
    assert.deepEqual(value(`[std.sort('a'), std.sort({a: 1}), std.manifestXmlJsonml([['a', 'b'], 'c'])]`), [
      'a',
      {a: 1},
      '<ab>c</ab>',
    ])
  })

  it('sorts stably by key, numbers, strings and arrays', () => {
    assert.deepEqual(
      value(`[
        std.sort([3, 1, 2]), std.sort(['b', 'a😀', 'aﬀ']), std.sort([[2, 1], [1, 2], [1]]),
        std.sort([{k: 1, v: 'b'}, {k: 0, v: 'c'}, {k: 1, v: 'a'}], function(o) o.k),
        std.set([3, 1, 3]), std.setUnion([1, 3], [2, 3]), std.setDiff([1, 2, 3], [2]), std.setMember(2, [1, 2]),
      ]`),
      [
        [1, 2, 3],
        ['aﬀ', 'a😀', 'b'],
        [[1], [1, 2], [2, 1]],
        [
          {k: 0, v: 'c'},
          {k: 1, v: 'b'},
          {k: 1, v: 'a'},
        ],
        [1, 3],
        [1, 2, 3],
        [1, 3],
        true,
      ],
    )
    assert.equal(reason(`std.sort([1, 'a'])`), 'binary operator < requires matching types, got string and number.')
  })

  it('formats as its own library does, roundings included', () => {
    const formats: readonly [string, string][] = [
      ["'%5d|%-5d|%05d' % [42, 42, 42]", '   42|42   |00042'],
      ["'%+d % d %x %X %#x %o %#o' % [1, 2, 255, 255, 255, 8, 8]", '+1  2 ff FF 0xff 10 010'],
      ["'%.2f %e %g %G' % [1.005, 12345.678, 0.0001, 1e20]", '1.00 1.234568e+04 0.0001 1E+20'],
      ["'%(a)s and %(b)03d%%' % {a: [1, 'x'], b: 7}", '[1, "x"] and 007%'],
      ["'%*.*f %c%c' % [8, 2, 3.14159, 65, '😀']", '    3.14 A😀'],
    ]

    for (const [source, expected] of formats) assert.equal(text(source), expected, source)
    assert.equal(reason("'%d' % ['a']"), 'Format required number at 0, got string')
    assert.equal(reason("'%d %d' % [1]"), 'Not enough values to format: 1, expected more than 1')
    assert.equal(reason("'%d' % [1, 2]"), 'Too many values to format: 2, expected 1')
    assert.equal(reason("'%y' % 1"), 'Unrecognised conversion type: y')
    assert.equal(reason("'%(a' % {a: 1}"), 'Truncated format code.')
  })

  it('takes text apart by code points', () => {
    assert.deepEqual(
      value(`[
        std.split('a,b,c', ','), std.splitLimit('a,b,c', ',', 1), std.splitLimitR('a,b,c', ',', 1),
        std.substr('a😀bc', 1, 2), std.findSubstr('a', '😀aa'), std.stripChars('xxaxx', 'x'), std.strReplace('$a$', '$', '$&'),
        std.stringChars('a😀'), std.codepoint('😀'), std.char(128512), std.asciiUpper('aé'), std.parseHex('fF'),
      ]`),
      [['a', 'b', 'c'], ['a', 'b,c'], ['a,b', 'c'], '😀b', [1, 2], 'a', '$&a$&', ['a', '😀'], 128512, '😀', 'Aé', 255],
    )
  })

  it('patches and prunes objects', () => {
    assert.deepEqual(
      value(`[
        std.mergePatch({a: {b: 1, c: 2}, d: 1}, {a: {b: null, e: 3}, d:: 5}),
        std.prune({a: null, b: [], c: {d: {}}, e: [null, 1], f: 0, g: ''}),
        std.objectFieldsAll(std.objectRemoveKey({a: 1, b:: 2, c: 3}, 'a')),
        (std.objectRemoveKey({a: 1, b: self.c, c: 3}, 'a') + {c: 4}),
      ]`),
      [{a: {c: 2, e: 3}, d: 1}, {e: [1], f: 0, g: ''}, ['b', 'c'], {b: 4, c: 4}],
    )
  })

  it('prints other languages', () => {
    assert.equal(
      text("std.manifestJsonEx({a: [], b: {}, c: [1]}, ' ')"),
      '{\n "a": [\n\n ],\n "b": {\n\n },\n "c": [\n  1\n ]\n}',
    )
    assert.equal(text('std.manifestJsonMinified({b: [1, {}], a: null})'), '{"a":null,"b":[1,{}]}')
    assert.equal(
      text(`std.manifestYamlDoc({a: [1, {b: 'x\\ny\\n'}, []], 'on': 'y', c: {d: [[1]]}}, quote_keys=false)`),
      'a:\n- 1\n- b: |\n    x\n    y\n- []\nc:\n  d:\n  -\n    - 1\n"on": "y"',
    )
    assert.equal(
      text(`std.manifestTomlEx({a: 1, 'b c': [1, {d: 2}], e: {f: 'g', h: {}}, i: [{j: 1}, {}]}, ' ')`),
      'a = 1\n"b c" = [\n 1,\n { d = 2 }\n]\n\n[e]\n f = "g"\n\n [e.h]\n\n[[i]]\n j = 1\n\n[[i]]',
    )
    assert.equal(
      text(`std.manifestIni({main: {a: [1, 'b']}, sections: {s: {c: true}}})`),
      'a = 1\na = b\n[s]\nc = true\n',
    )
    assert.equal(text(`std.manifestPython({a: [null, true, 'x']})`), '{"a": [None, True, "x"]}')
    assert.equal(text(`std.manifestXmlJsonml(['a', {b: 1}, 'c', ['d']])`), '<a b="1">c<d></d></a>')
  })

  it('reads JSON, and says what is wrong with it as the C++ implementation does', () => {
    assert.deepEqual(value(`std.parseJson('{"a": [1.5, -0, "\\\\u00e9", null]}')`), {a: [1.5, 0, 'é', null]})
    const prefix = '[json.exception.parse_error.101] parse error at line 1, column'
    assert.equal(
      reason(`std.parseJson('[1,')`),
      `${prefix} 4: syntax error while parsing value - unexpected end of input; expected '[', '{', or a literal`,
    )
    assert.equal(
      reason(`std.parseJson('{"a" 1}')`),
      `${prefix} 6: syntax error while parsing object separator - unexpected number literal; expected ':'`,
    )
  })

  it('reads YAML', () => {
    const source = `std.parseYaml(|||
      # comment
      a: 1
      b:
      - x
      - c: "y\\n"
        d: 'it''s'
      e: {f: [1, true, ~], g: }
      h: |
        one
          two
      i: >-
        folded
        text
      j: 1.2.3
    |||)`

    assert.deepEqual(value(source), {
      a: 1,
      b: ['x', {c: 'y\n', d: "it's"}],
      e: {f: [1, true, '~'], g: null},
      h: 'one\n  two\n',
      i: 'folded text',
      j: '1.2.3',
    })
    assert.deepEqual(value(`[std.parseYaml(''), std.parseYaml('---\\n1\\n---\\n- a')]`), [null, [1, ['a']]])
    assert.match(reason(`std.parseYaml('a: [1')`), /^YAML error: 1:6: ERROR: missing terminating \]\n/)
    assert.equal(reason(`std.parseYaml('a: &x 1')`), 'no anchor processing for JSON')
    assert.equal(reason(`std.parseYaml('[!Ref x]')`), 'no tag processing for JSON')
  })

  it('encodes and decodes', () => {
    assert.deepEqual(
      value(`[
        std.base64('hi'), std.base64Decode('aGk='), std.base64DecodeBytes('aGk='), std.encodeUTF8('é'), std.decodeUTF8([195, 169]),
        std.md5('x'), std.escapeStringBash("a'b"), std.escapeStringXML('<&'), std.escapeStringDollars('$'),
      ]`),
      ['aGk=', 'hi', [104, 105], [195, 169], 'é', '9dd4e461268c8034f5c8564e155c67a6', `'a'"'"'b'`, '&lt;&amp;', '$$'],
    )
  })

  it('takes slices with any bounds, and fails where an element is between two', () => {
    assert.deepEqual(
      value(`local a = [1, 2, 3, 4];
        [a[-3:-1], a[1:99], a[::3], a[3:1], 'äbcd'[-2:], 'abcd'[::1.5], std.length(a[1.5:]), a[-99:1]]`),
      [[2, 3], [2, 3, 4], [1, 4], [], 'cd', 'abd', 3, [1]],
    )
    assert.equal(reason('[1, 2, 3][1.5:]'), 'array index was not integer: 1.5')
    assert.equal(reason('[1, 2]["a":]'), 'binary operator < requires matching types, got string and number.')
    assert.equal(reason('[1, 2][::"a"]'), 'binary operator >= requires matching types, got string and number.')
    assert.equal(reason('[1, 2][::-0.1]'), 'got [0:2:-0.10000000000000001] but negative steps are not supported')
  })

  it('decodes base64 strictly, four digits at a time', () => {
    assert.deepEqual(
      value(`[std.base64Decode('YQ==Yg=='), std.base64DecodeBytes(''), std.base64DecodeBytes('/+8=')]`),
      ['ab', [], [255, 239]],
    )
    assert.equal(reason(`std.base64Decode('YQ=a')`), 'field does not exist: =')
    assert.equal(reason(`std.base64Decode('Y===')`), 'field does not exist: =')
    assert.equal(reason(`std.base64Decode('YQ😀=')`), 'field does not exist: 😀')
    assert.equal(reason(`std.base64Decode([1])`), 'Not a base64 encoded string "1"')
    assert.equal(reason(`std.base64([{}])`), 'binary operator < requires matching types, got object and number.')
  })

  it('finds the smallest and the largest, of what has an order alone', () => {
    assert.deepEqual(value(`[std.minArray([2, 1, 3]), std.maxArray(['a', 'c', 'b'], function(x) -std.codepoint(x))]`), [
      1,
      'a',
    ])
    assert.deepEqual(value(`[std.minArray([], onEmpty=0), std.clamp([1], [2], [3]), std.sort(''), std.sort({})]`), [
      0,
      [2],
      '',
      {},
    ])
    assert.equal(reason('std.maxArray([{}])'), 'Values of type object are not comparable.')
  })

  it('names the parameters as C++ does', () => {
    assert.deepEqual(value(`[std.escapeStringPython(str='a'), std.slice(indexable='abc', index=1, end=2, step=1)]`), [
      '"a"',
      'b',
    ])
    assert.equal(reason(`std.log2('x')`), 'Builtin function log expected (number) but got (string)')
    assert.equal(reason(`std.manifestXmlJsonml([1])`), 'Expected string or array, got number')
  })
})
