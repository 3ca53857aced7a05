import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

/** A configuration of the corpus, and what it is compiled with. */
export interface Configuration {
  readonly name: string
  readonly file: string
  /** The library that its era gives as an external variable; a file. */
  readonly library: string | undefined
}

const CORPUS = join(import.meta.dirname, '..', '..', '..', '..', 'bench', 'programs', 'substation')

/** Our configurations in the style of Substation's three eras, the small ones and those that take C++ seconds. */
export function substationCorpus(): Configuration[] {
  return ['v0', 'v1', 'v2'].flatMap((era) => {
    const files = readdirSync(join(CORPUS, era), {recursive: true, encoding: 'utf8'})
    return files
      .filter((file) => file.endsWith('config.jsonnet'))
      .sort()
      .map((file) => ({
        name: join(era, file),
        file: join(CORPUS, era, file),
        library: era === 'v2' ? join(CORPUS, era, 'substation.libsonnet') : undefined,
      }))
  })
}

export function extCodeOf({library}: Configuration): Record<string, string> {
  return library === undefined ? {} : {sub: readFileSync(library, 'utf8')}
}
