/** Number, small natural number, string, boolean, null, array, array of numbers, array of strings, object. */
export type Type = 'n' | 'i' | 's' | 'b' | 'z' | 'a' | 'N' | 'S' | 'o'

export const TYPES: readonly Type[] = ['n', 'i', 's', 'b', 'z', 'a', 'N', 'S', 'o']

export const LEAVES: Readonly<Record<Type, readonly string[]>> = {
  n: ['0', '1', '2', '-1', '3', '0.5', '10', '1e3', '-2.25', '100000', '7', '42', '0.1', '1.5', '-0'],
  i: ['0', '1', '2', '3', '4'],
  s: [
    ..."'a'|'b'|''|'foo bar'|'ü'|'😀x'|'a,b,c'|'\\n\\t'|'1'|\"it's\"|'\"q\"'|@'c:\\d''e'|@\"x\"\"y\"".split('|'),
    "'\\u00e9\\\\\\/\\b\\f\\r\\'\\\"'",
    "'ﬀ\u2028'",
    "'$ % {x}'",
    "'true'",
    "'-1.5e3'",
    "'\\u0001\\u001f\\u007f\\u0085'",
    '|||\n  one\n    two\n\n  three ü "\\n"\n|||',
    '|||\n\tx\n\t y\n   |||',
  ],
  b: ['true', 'false'],
  z: ['null'],
  a: ['[]', '[1, 2]', "['b', 'a']", '[null]', '[[1], [2]]', "['x', {a: 1}, true]", '[[], {}, [[]]]', '[0.1,]'],
  N: ['[]', '[1, 2]', '[3, 1, 2]', '[1, 1, 0.5]', '[-1, 10, 9, 100]'],
  S: ['[]', "['b', 'a']", "['x', 'y', 'x']", "['ü', 'u', '😀', 'ﬀ', '']", "['a']"],
  o: ['{}', '{a: 1}', "{b: 'x', a:: 2}", "{d: {a: 1, b: 'z'}}", '{c: [1]}', "{'ü x': null, a: 3}", '{c1:: [], a::: 4}'],
}

/** Numbers at the edges of what a double holds, between others. */
export const EXTREMES: readonly string[] = [
  ...'1e308 -1.7976931348623157e308 5e-324 1e-310 2.2250738585072014e-308 9007199254740991 9007199254740993'.split(' '),
  ...'-9007199254740992 1e15 1e16 1e17 1e21 123456789012345678 0.1e-6 1e-5 3.141592653589793 1e100 4294967296'.split(
    ' ',
  ),
  ...'0.30000000000000004 2.5 1E+2 1.0e-2 99999999999999990 0.000123456789 1e22 1e23 -1e-7'.split(' '),
]
