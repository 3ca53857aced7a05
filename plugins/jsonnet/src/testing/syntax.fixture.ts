import {Random} from './random.fixture.js'

// «e» is an expression, «a» arguments, «p» parameters, «m» members of an object, «f» `for` and `if` of a comprehension, «b» the definitions
// of a local, «s» a string, «o» an operator, «,» a comma or nothing. What is in several lines has its own line breaks.
const EXPRESSIONS = [
  '«o1»«e»',
  '«e» «o» «e»',
  '«e» «o» «e» «o» «e»',
  '«e» + {«m»}',
  'x + {«m»}',
  'x.y + {«m»,}',
  '«e» {«m»}',
  '«e» in super',
  '«e» in «e»',
  '(«e»)',
  '((«e»))',
  '(((«e»)))',
  '«e» .name',
  '«e»[«e»]',
  '«e»[«s»]',
  '«e»["name"]',
  '«e»[«e»:]',
  '«e»[:«e»]',
  '«e»[«e»:«e»:«e»]',
  '«e»[«e»::«e»]',
  '«e»[::«e»]',
  '«e»[::]',
  '«e»[:]',
  '«e»[«e»:«e»:]',
  'super.f',
  'super["f"]',
  'super[«e»] + {}',
  'super.f + {«m»}',
  '«e»(«a»)',
  '«e»(«a») tailstrict',
  'f(«a»)(«a»).g(«a»)',
  '[«e»]',
  '[«e», «e»«,»]',
  '[«e», «e», «e»«,»]',
  '[\n«e», «e», «e»«,»]',
  '[\n«e»\n,]',
  '[«e»«,» «f»]',
  '{«m»«,»}',
  '{«m», «m»«,»}',
  '{\n«m», «m»\n«,»}',
  '{[«e»]: «e»«,» «f»}',
  '{local v = «e», [«e»]+: «e»«,» «f»}',
  'local «b»; «e»',
  'local «b», «b»; «e»',
  'local\n«b»,\n«b»; «e»',
  'function(«p») «e»',
  'if «e» then «e»',
  'if «e» then «e» else «e»',
  'assert «e»; «e»',
  'assert «e» : «e»; «e»',
  'error «e»',
  'import «path»',
  'importstr «path»',
  'local «i»; local «i»; local «i»; «e»',
  'local «i», «i»; local «i»;\n\nlocal «i»; local «i»; «e»',
]
const LEAVES = ['x', 'y', '1', '1.50e+3', 'null', 'true', 'false', 'self', '$', 'std.length', '[]', '{}', '«s»']
const MEMBERS = [
  'a: «e»',
  'b:: «e»',
  'c::: «e»',
  'd+: «e»',
  "'e': «e»",
  '"f g": «e»',
  '@"h": «e»',
  '"if": «e»',
  "['i']: «e»",
  "['j'](«p»):: «e»",
  '[«e»]: «e»',
  '[«e»](«p»): «e»',
  'k(«p»): «e»',
  '|||\n  l\n|||: «e»',
  'local m = «e»',
  'local n(«p») = «e»',
  'assert «e»',
  'assert «e» : «e»',
]
const STRINGS = [
  "'a'",
  '"b"',
  '"it\'s"',
  "'\"'",
  "'\\'\\\"'",
  '"\\"\\\'\\n"',
  "'\\u00e9\\t\\u0001\\u007f\\ud83d\\ude00'",
  '"ü😀"',
  '"c\n  d"',
  "@'e''f'",
  '@"g""h😀"',
  '@"i\nj"',
  '|||\n  k\n    l\n\n  m\n|||',
  '|||\n\n    n\n  |||',
  '|||\n\to\n|||',
]
const HOLES: Readonly<Record<string, readonly string[]>> = {
  s: STRINGS,
  m: MEMBERS,
  a: ['', '«e»', '«e», «e»«,»', 'n=«e»', '«e», n = «e»', 'n=«e», m=«e»«,»', '«e»,\n«e»', '\n«e», «e»', '«e»\n'],
  p: ['', 'p', 'p, q«,»', 'p=«e»', 'p, q = «e»', '\np,\nq'],
  f: ['for v in «e»', 'for v in «e» if «e»', 'for v in «e» for w in «e»'],
  b: ['«v» = «e»', '«v»(«p») = «e»'],
  i: ['«v» = import «path»', '«v» = import «path»', '«v» = importstr «path»'],
  o: ['+', '-', '*', '/', '%', '<', '>=', '==', '!=', '&&', '||', '&', '|', '^', '<<', 'in'],
  o1: ['-', '!', '~', '+'],
  path: ["'a'", "'b'", '"Z"', "'ü'", "'😀'", "'\uffee'", "@'c'"],
  ',': [',', '', ''],
}

/** A source that can be read and hardly be run; the same for the same seed. */
export function syntaxOf(seed: number): string {
  return new Writer(seed).fill('«e»', 5)
}

class Writer extends Random {
  private names = 0

  fill(template: string, depth: number): string {
    return template.replace(/«([^»]+)»/g, (_, hole: string) => {
      if (hole === 'v') return `v${this.names++ % 40}`
      const choices = HOLES[hole] ?? (depth > 0 && this.below(5) > 0 ? EXPRESSIONS : LEAVES)
      return this.fill(this.pick(choices), depth - 1)
    })
  }
}
