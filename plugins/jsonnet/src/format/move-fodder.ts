import {concat, NO_FODDER} from './fodder.js'
import type {Lexeme} from './tree.js'

/** Moves what stands before a token to before another one, which follows. */
export function moveFodder(from: Lexeme, to: Lexeme): void {
  to.fodder = concat(from.fodder, to.fodder)
  from.fodder = NO_FODDER
}
