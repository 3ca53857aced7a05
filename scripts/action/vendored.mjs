// Plugins of the bundler for what packages bring and the action has no use for.

/** Zod's own messages in fifty languages are half of it; ours are English. */
export const englishAlone = {
  name: 'english-alone',
  load: {
    filter: {id: /zod[/\\]v4[/\\]locales[/\\]index\.js$/},
    handler: () => "export {default as en} from './en.js'",
  },
}

const NO_SSH = '\0no-ssh'

/** Half a megabyte, with native code where its install script has run. `readEngineAddress` refuses `ssh://` in words. */
export const noSsh = {
  name: 'no-ssh',
  resolveId: {filter: {id: /^ssh2$/}, handler: () => NO_SSH},
  load: {filter: {id: /^\0no-ssh$/}, handler: () => 'exports.Client = undefined'},
}
