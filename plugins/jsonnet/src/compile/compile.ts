import type {Node} from '../syntax/ast.js'
import {parse} from '../syntax/parser.js'
import {Thunk} from '../vm/thunk.js'
import {Emitter} from './emitter.js'
import {compileStrict} from './expression.js'
import {Scope} from './scope.js'
import type {SourceFile} from './source-file.js'
import type {Layout, Unit} from './unit.js'

/** The code of a source, and what its outermost frame holds. */
export interface Program {
  readonly unit: Unit
  readonly layout: Layout
}

/** The value of a program, not computed yet. */
export function thunkOf({unit, layout}: Program, name: string | null): Thunk {
  return new Thunk(unit, new Array<unknown>(layout.size), name)
}

/** Reads and compiles a source. Throws its first SourceFault. */
export function compileSource(file: SourceFile, source: string): Program {
  return compileNode(file, parse(source))
}

function compileNode(file: SourceFile, node: Node): Program {
  const layout: Layout = {kind: 'code', size: 1}
  const emitter = new Emitter(file, node, new Scope(layout))
  compileStrict(emitter, node, true)
  return {unit: emitter.unit, layout}
}
