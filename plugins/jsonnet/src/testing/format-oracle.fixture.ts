import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

/** Debian's package, release 0.18; another `jsonnetfmt` on the path may be our own. */
export const FORMAT_ORACLE = '/usr/bin/jsonnetfmt'

/** Sources that one run takes. */
const BATCH = 200

/** What `jsonnetfmt` makes of each source; undefined where it fails. */
export function oracleFormat(sources: readonly string[], flags: readonly string[] = []): (string | undefined)[] {
  const folder = mkdtempSync(join(tmpdir(), 'jsonnetfmt-'))
  const formatted: (string | undefined)[] = []
  for (let at = 0; at < sources.length; at += BATCH) {
    const files = sources.slice(at, at + BATCH).map((source, index) => {
      const file = join(folder, `${index}.jsonnet`)
      writeFileSync(file, source)
      return file
    })
    const failed = formatFiles(files, flags)
    formatted.push(...files.map((file) => (failed.has(file) ? undefined : readFileSync(file, 'utf8'))))
  }
  rmSync(folder, {recursive: true})
  return formatted
}

/** Formats in place; the files that cannot be. Each run ends at the first of them. */
function formatFiles(files: readonly string[], flags: readonly string[]): Set<string> {
  const failed = new Set<string>()
  for (let at = 0; at < files.length;) {
    const {status, stderr} = spawnSync(FORMAT_ORACLE, [...flags, '-i', ...files.slice(at)], {encoding: 'utf8'})
    if (status === 0) break
    const bad = files.findIndex((file, index) => index >= at && stderr.includes(`${file}:`))
    if (bad < 0) throw new Error(`${FORMAT_ORACLE} says ${stderr}`)
    failed.add(files[bad]!)
    at = bad + 1
  }
  return failed
}
