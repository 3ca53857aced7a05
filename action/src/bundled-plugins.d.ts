/** Made by `scripts/bundle-action.mjs`: the packages of this repository that bring commands, the CLI itself first. */
declare module 'bundled-plugins' {
  export interface BundledPlugin {
    readonly name: string
    readonly version: string
    /** Its folder in the bundle, with package.json and oclif.manifest.json. */
    readonly folder: string
    /** First words of its commands. */
    readonly topics: readonly string[]
    /** The module of each command, loaded when it is run. */
    readonly commands: Readonly<Record<string, () => Promise<{readonly default: unknown}>>>
  }

  export const bundledPlugins: readonly [BundledPlugin, ...BundledPlugin[]]
}
