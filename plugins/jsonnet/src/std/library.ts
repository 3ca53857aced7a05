import type {SourceFile} from '../compile/source-file.js'
import {HIDDEN} from '../compile/unit.js'
import {type Obj, objectOf} from '../vm/object.js'
import type {Lazy} from '../vm/value.js'
import {stdConstant, stdNames} from './registry.js'

const libraries = new WeakMap<SourceFile, Obj>()

/** The object `std` as a file sees it. */
export function standardLibrary(file: SourceFile): Obj {
  const made = libraries.get(file)
  if (made) return made
  const members = stdNames().map((name): [string, Lazy] => [name, stdConstant(name)!])
  const library = objectOf(new Map([...members, ['thisFile', file.path]]), HIDDEN)
  libraries.set(file, library)
  return library
}
