import {type Shape, shapeOf} from '../vm/shape.js'
import type {Bind, Field, Node, ObjectAssert, ObjectLiteral} from '../syntax/ast.js'
import type {Emitter} from './emitter.js'
import {compileStrict} from './expression.js'
import {compileUnit} from './lazy.js'
import {Op} from './op.js'
import {Scope} from './scope.js'
import {type FieldVisibility, HIDDEN, INHERITED, type Layout, type ObjectCode, type Unit, VISIBLE} from './unit.js'

/** Of a frame of an object: the frame around it, the object, the number of its part, the number of the field. */
const OBJECT_FRAME = 4

const VISIBILITY: Readonly<Record<Field['visibility'], FieldVisibility>> = {
  ':': INHERITED,
  '::': HIDDEN,
  ':::': VISIBLE,
}

export function hasStaticNames(node: ObjectLiteral): boolean {
  return node.fields.every(({name}) => typeof name === 'string' || name.type === 'string')
}

/** Field names are evaluated outside of the object, now; bodies inside of it, when they are needed. */
export function compileObject(emitter: Emitter, node: ObjectLiteral): void {
  const isStatic = hasStaticNames(node)
  const code = compileObjectCode(emitter, node, isStatic ? () => undefined : (name) => compileName(emitter, name))
  if (isStatic) {
    const names = node.fields.map(({name}) => (typeof name === 'string' ? name : stringOf(name)))
    const shape: Shape | undefined = shapeOf(names, code.visibility)
    if (shape) {
      emitter.emit(Op.OBJECT, emitter.constant(code), emitter.constant(shape))
      return
    }
    // A name that is there twice is an error only when the object is made.
    for (const name of names) emitter.emit(Op.CONSTANT, emitter.constant(name))
  }
  emitter.emitAt(node, Op.OBJECT_NAMED, emitter.constant(code), node.fields.length)
}

export function compileName(emitter: Emitter, name: Field['name']): void {
  if (typeof name === 'string') emitter.emit(Op.CONSTANT, emitter.constant(name))
  else compileStrict(emitter, name)
}

function stringOf(node: Node): string {
  return node.type === 'string' ? node.value : ''
}

interface Members {
  readonly locals: readonly Bind[]
  readonly fields: readonly Field[]
  readonly asserts: readonly ObjectAssert[]
}

/** `beforeBody` is called before each field's body is compiled: the first fault of a source is the first in this order. */
export function compileObjectCode(
  emitter: Emitter,
  {locals, fields, asserts}: Members,
  beforeBody: (name: Field['name']) => void,
  isComprehension = false,
): ObjectCode {
  const layout: Layout = {kind: 'object', size: OBJECT_FRAME}
  const scope = new Scope(layout, emitter.scope)
  if (fields[0]) beforeBody(fields[0].name)
  const used = fields.length > 0 || asserts.length > 0
  const slots = used ? locals.map(({name}) => scope.declare(name)) : []
  const binds = slots.map((slot, index) => {
    const {name, body} = locals[index]!
    return {slot, name, unit: compileUnit(emitter, body, scope)}
  })
  return {
    layout,
    locals: binds,
    visibility: fields.map(({visibility}) => VISIBILITY[visibility]),
    bodies: fields.map((field, index) => {
      if (index > 0) beforeBody(field.name)
      return compileField(emitter, field, isComprehension ? -1 : index, scope)
    }),
    asserts: asserts.map((assert) => compileAssert(emitter, assert, scope)),
  }
}

/** `f+: body` is `super.f + body` where super has that field. */
function compileField(emitter: Emitter, {plus, body}: Field, index: number, scope: Scope): Unit {
  if (!plus) return compileUnit(emitter, body, scope)
  const nested = emitter.nested(body, scope)
  nested.emitAt(body, Op.SUPER_OWN, index, -1)
  const alone = nested.here - 1
  compileStrict(nested, body)
  nested.emitAt(body, Op.ADD)
  nested.emit(Op.RETURN)
  nested.land(alone)
  compileStrict(nested, body, true)
  return nested.unit
}

function compileAssert(emitter: Emitter, {condition, message}: ObjectAssert, scope: Scope): Unit {
  const nested = emitter.nested(condition, scope)
  compileStrict(nested, condition)
  const fails = nested.jump(Op.UNLESS, condition)
  nested.emit(Op.CONSTANT, nested.constant(true))
  nested.emit(Op.RETURN)
  nested.land(fails)
  if (message) compileStrict(nested, message)
  else nested.emit(Op.CONSTANT, nested.constant('Object assertion failed.'))
  nested.emitAt(message ?? condition, Op.ERROR)
  return nested.unit
}
