import {libraryOf, programOf} from './program.fixture.js'

/** Tokens, halves of tokens, and what asks for much. */
export const PIECES: readonly string[] = [
  ...'{ } [ ] ( ) : :: ::: , ; . + - ! ~ * / % & | ^ << >> < <= == != && || = $ @ # // /* */ +: +:::'.split(' '),
  ...'self super local for in if then else function error assert import importstr importbin tailstrict std'.split(' '),
  ...'true false null 0 1 1e999 1e-400 0x 1.e 0.5.5 1_000 9007199254740993 a x id'.split(' '),
  ...['"', "'", '"x"', "'\\u", "'\\ud800'", '"\\q"', '|||', '|||\n  x\n|||', '|||-\n\tx\n|||', '@"', "@'a''b'"],
  ...[
    'std.',
    'super.',
    'self.',
    '$.',
    ' for x in ',
    ' if ',
    '\n',
    '\t',
    '\r\n',
    ' ',
    '\u0000',
    '\ufeff',
    '\u2028',
    '😀',
    '\ud800',
  ],
  ...[
    'std.repeat("x", 1e7)',
    'std.range(1, 1e7)',
    'std.makeArray(1e9, function(i) i)',
    "'%1000000000d' % 1",
    '1 << 62',
  ],
  ...["import 'nothing'", "import ''", "importstr '/'", "std.extVar('x')", "std.native('x')", 'std.parseJson("[")'],
]

/** Where a token begins, roughly; strings and comments are cut too. */
const TOKEN = /[A-Za-z_]\w*|\d+|\s+|[^\w\s]/gu

function tokensOf(source: string): string[] {
  return source.match(TOKEN) ?? []
}

/** One of the programs, or a generated one, with a few accidents: which, and where. */
export function mutated(
  seed: number,
  accidents: readonly (readonly [kind: number, at: number, what: number])[],
  programs: readonly string[],
): string {
  let tokens = tokensOf(programs[Math.abs(seed) % (2 * programs.length)] ?? programOf(seed).source)
  for (const [kind, a, b] of accidents) {
    const [at, to] = [a % (tokens.length + 1), b % (tokens.length + 1)]
    const length = b % 12
    if (kind === 0) tokens.splice(at, 1 + length)
    else if (kind === 1) tokens.splice(at, 0, PIECES[b % PIECES.length]!)
    else if (kind === 2) [tokens[at], tokens[to]] = [tokens[to] ?? '', tokens[at] ?? '']
    else if (kind === 3) tokens.splice(to, 0, ...tokens.slice(at, at + 3 * length))
    else if (kind === 4) tokens = tokens.slice(0, at)
    else if (kind === 5) tokens[at] = PIECES[b % PIECES.length]!
    else if (kind === 6) tokens.splice(at, length, ...tokensOf(libraryOf(b)))
    else tokens[at] = String.fromCodePoint(b % 0x11_0000)
  }
  return tokens.join('')
}
