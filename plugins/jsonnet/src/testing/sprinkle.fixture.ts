import {fromBytes, lex, toBytes} from '../syntax/lexer.js'
import {Random} from './random.fixture.js'

const SPACES = [' ', ' ', '  ', '\t', '\n', '\n\n', '\n\n\n\n\n', '\n    ', '\n\t', ' \r\n  ']
const COMMENTS = [
  '/* c */',
  '/*ü*/',
  '/**/',
  ' // d\n',
  '# e  \n',
  '\n# f\n',
  '\n\n// g\n\n\n',
  '\n  #!h\n // i\n',
  '/* j\n  k\n\n     * l */',
  '\n    /*\n       m\n    n\n  o */\n',
  '/* p */ /* q */ // r\n   /* s\n */ /* t */',
]

/** The source with other spaces and comments between its tokens; about one of `rarity` gaps is another. */
export function sprinkle(source: string, seed: number, rarity = 4): string {
  const random = new Random(seed)
  const text = toBytes(source)
  let sprinkled = ''
  let end = 0
  for (const {from, to} of lex(source)) {
    const gap = fromBytes(text.slice(end, from))
    sprinkled += random.below(rarity) > 0 ? gap : other(random)
    sprinkled += fromBytes(text.slice(from, to))
    end = to
  }
  return sprinkled
}

// A space at its head, so that no `/` becomes part of a comment.
function other(random: Random): string {
  const gap = random.below(3) === 0 ? random.pick(COMMENTS) : random.pick(SPACES)
  return ` ${gap}${random.below(4) === 0 ? random.pick(SPACES) : ''}`
}
