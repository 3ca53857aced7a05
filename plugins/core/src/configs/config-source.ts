/** How configurations are found and compiled. */
export interface ConfigSourceOptions {
  /** `undefined`: not checked against a schema. */
  readonly era?: ConfigEra
  /** External variables: `sub` of Substation's v2 is a file of code. */
  readonly extStr?: Readonly<Record<string, string>>
  readonly extCode?: Readonly<Record<string, string>>
  /** By path. */
  readonly extCodeFile?: Readonly<Record<string, string>>
  /** Further folders of imports. */
  readonly importPaths?: readonly string[]
  /** What imports are confined to, beside `importPaths` and the files of `extCodeFile`; the project around the folder without. */
  readonly root?: string
}

/** Of which Substation's configurations have three forms. */
export type ConfigEra = 'v0' | 'v1' | 'v2'

/** One configuration. Its directory's name is the profile's. */
export interface ConfigSource {
  readonly profile: string
  /** Absolute: `…/processor/config.jsonnet`. */
  readonly file: string
  readonly format: 'jsonnet' | 'yaml' | 'json'
}

/** What is uploaded. */
export interface CompiledConfig extends ConfigSource {
  readonly contentType: 'application/json'
  /** JSON without white space outside of strings, keys in the order of the compiled text, characters beyond ASCII escaped: what the seed's uploader makes of the same file. */
  readonly content: string
}
