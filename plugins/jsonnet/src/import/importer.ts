import {readFileSync, realpathSync, statSync} from 'node:fs'
import {isAbsolute, relative} from 'node:path'

/** A file that was found: the path that error messages and `std.thisFile` show, and what is in it. */
export interface Imported {
  readonly path: string
  readonly content: Uint8Array | string
}

/**
 * Finds what a file imports. `from` is the importing file. Undefined where there is nothing; throws an Error whose message says why
 * it cannot be read. One path always has one content.
 */
export type Importer = (from: string, path: string) => Imported | undefined

export interface FileImporterOptions {
  /** Where files are searched that are not beside the importing one; the last is searched first. */
  readonly jpath?: readonly string[]
  /** Folders in which imported files must be, after links; anywhere without. */
  readonly roots?: readonly string[]
}

/** Finds files as `jsonnet` does. */
export function fileImporter({jpath = [], roots}: FileImporterOptions = {}): Importer {
  const allowed = roots?.map((root) => realpathSync(root))
  return (from, path) => {
    if (path === '') throw new Error('the empty string is not a valid filename')
    for (const file of candidatesOf(from, path, jpath)) {
      if (file.endsWith('/')) throw new Error('attempted to import a directory')
      const content = readIfThere(file, allowed)
      if (content) return {path: file, content}
    }
    return undefined
  }
}

/** The files that an import may mean, the one that goes first first. */
export function candidatesOf(from: string, path: string, jpath: readonly string[] = []): string[] {
  const folders = isAbsolute(path) ? [''] : [folderOf(from), ...jpath.map(withSlash).reverse()]
  return folders.map((folder) => folder + path)
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1)
}

function withSlash(folder: string): string {
  return folder === '' || folder.endsWith('/') ? folder : `${folder}/`
}

function readIfThere(file: string, roots: readonly string[] | undefined): Uint8Array | undefined {
  const found = statSync(file, {throwIfNoEntry: false})
  if (!found) return undefined
  // What was looked at is read: a link that is changed meanwhile leads nowhere else.
  const real = roots ? realpathSync(file) : file
  if (roots && !roots.some((root) => isInside(root, real))) {
    throw new Error(`${file} is outside of the allowed folders`)
  }
  if (found.isDirectory()) throw new Error('attempted to import a directory')
  return readFileSync(real)
}

function isInside(root: string, file: string): boolean {
  const path = relative(root, file)
  return path !== '..' && !path.startsWith('../') && !isAbsolute(path)
}
