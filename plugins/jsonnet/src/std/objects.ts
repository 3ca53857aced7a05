import {type Steps, SubSteps} from '../vm/demand.js'
import {later} from '../vm/later.js'
import {objectOf, Obj, withoutField} from '../vm/object.js'
import {fieldOf, isDone} from '../vm/steps.js'
import {Thunk} from '../vm/thunk.js'
import type {Lazy, Value} from '../vm/value.js'
import {expectTypes} from './basic.js'
import {type Builtin, lazy, stepped, strict} from './builtin.js'

const fieldsEx = (object: Value, hidden: Value): string[] => {
  expectTypes('objectFieldsEx', ['object', 'boolean'], [object, hidden])
  return (object as Obj).names(hidden as boolean).slice()
}

const hasEx = (object: Value, field: Value, hidden: Value): boolean => {
  expectTypes('objectHasEx', ['object', 'string', 'boolean'], [object, field, hidden])
  return (object as Obj).has(field as string, hidden as boolean)
}

/** Fields of objects; patches and pruning. */
export const OBJECTS: readonly Builtin[] = [
  strict('objectFieldsEx', ['obj', 'inc_hidden'], ([object, hidden]) => fieldsEx(object!, hidden!)),
  strict('objectFields', ['o'], ([object]) => fieldsEx(object!, false)),
  strict('objectFieldsAll', ['o'], ([object]) => fieldsEx(object!, true)),
  strict('objectHasEx', ['obj', 'f', 'inc_hidden'], ([object, field, hidden]) => hasEx(object!, field!, hidden!)),
  strict('objectHas', ['o', 'f'], ([object, field]) => hasEx(object!, field!, false)),
  strict('objectHasAll', ['o', 'f'], ([object, field]) => hasEx(object!, field!, true)),
  strict('objectValues', ['o'], ([object]) => values(object!, false)),
  strict('objectValuesAll', ['o'], ([object]) => values(object!, true)),
  strict('objectKeysValues', ['o'], ([object]) => entries(object!, false)),
  strict('objectKeysValuesAll', ['o'], ([object]) => entries(object!, true)),
  strict('objectRemoveKey', ['obj', 'key'], (args) => {
    expectTypes('objectRemoveKey', ['object', 'string'], args)
    return withoutField(args[0] as Obj, args[1] as string)
  }),
  lazy('get', ['o', 'f', 'default?', 'inc_hidden?'], function* ([o, f, otherwise, incHidden]) {
    const object = yield o!
    const field = yield f!
    const hidden = incHidden === undefined ? true : yield incHidden
    if (hasEx(object, field, hidden)) return yield fieldOf(object as Obj, field as string)
    return otherwise === undefined ? null : yield otherwise
  }),
  lazy('mergePatch', ['target', 'patch'], function* ([target, lazyPatch]) {
    const patch = yield lazyPatch!
    return patch instanceof Obj ? yield new SubSteps(mergePatch(yield target!, patch)) : patch
  }),
  stepped('prune', ['a'], ([value]) => prune(value!)),
]

function values(object: Value, hidden: boolean): Lazy[] {
  return fieldsEx(object, hidden).map((name) => fieldLater(object as Obj, name))
}

function entries(object: Value, hidden: boolean): Lazy[] {
  return fieldsEx(object, hidden).map((name) => {
    return objectOf(
      new Map<string, Lazy>([
        ['key', name],
        ['value', fieldLater(object as Obj, name)],
      ]),
    )
  })
}

/** A field's value, or a thunk of it. */
function fieldLater(object: Obj, name: string): Lazy {
  const now = fieldOf(object, name)
  return isDone(now) || now instanceof Thunk ? now : later(() => fieldOf(object, name))
}

/** Fields of the patch are compared with null now; what is in them is merged when it is needed. */
function* mergePatch(target: Value, patch: Value): Steps {
  if (!(patch instanceof Obj)) return patch
  const merged = new Map<string, Lazy>()
  const before = target instanceof Obj ? target : undefined
  for (const name of before?.names() ?? []) merged.set(name, fieldLater(before!, name))
  for (const name of patch.names()) {
    const now = fieldOf(patch, name)
    const value = isDone(now) ? now : yield now
    const old = merged.get(name)
    if (value === null) merged.delete(name)
    else if (value instanceof Obj || old instanceof Thunk) {
      const merge = () => new SubSteps(mergeLater(old, value))
      merged.set(name, later(merge))
    } else merged.set(name, value)
  }
  return objectOf(merged)
}

// What the patch replaces is evaluated too: it may fail.
function* mergeLater(target: Lazy | undefined, patch: Value): Steps {
  const value = target === undefined ? null : yield target
  return yield new SubSteps(mergePatch(value, patch))
}

/** Without nulls, empty arrays and empty objects, in whatever they are. */
function* prune(value: Value): Steps {
  if (Array.isArray(value)) {
    const kept: Lazy[] = []
    for (const element of value) {
      const pruned = yield prunedNow(element instanceof Thunk ? yield element : element)
      if (hasContent(pruned)) kept.push(pruned)
    }
    return kept
  }
  if (!(value instanceof Obj)) return value
  const kept = new Map<string, Lazy>()
  for (const name of value.names()) {
    const field = fieldOf(value, name)
    const pruned = yield prunedNow(isDone(field) ? field : yield field)
    if (hasContent(pruned)) kept.set(name, pruned)
  }
  return objectOf(kept)
}

function prunedNow(value: Value): Value | SubSteps {
  return Array.isArray(value) || value instanceof Obj ? new SubSteps(prune(value)) : value
}

function hasContent(value: Value): boolean {
  if (value === null) return false
  if (Array.isArray(value)) return value.length > 0
  return !(value instanceof Obj) || value.names().length > 0
}
