// A plugin of the bundler: Node's own modules by `process.getBuiltinModule`. An `import` reads all that a module exports, and some of it is made
// when it is read: that of `node:http` loads undici.
import {isBuiltin} from 'node:module'

const PREFIX = '\0builtin:'

export const builtins = {
  name: 'builtins',
  resolveId: {
    filter: {id: /^(node:)?[a-z\d_/]+$/},
    handler: (id) =>
      isBuiltin(id) && !/^(node:)?module$/.test(id) ? `${PREFIX}${id.replace(/^node:/, '')}` : undefined,
  },
  load: {
    filter: {id: /^\0builtin:/},
    handler: (id) => ({
      code: `module.exports = process.getBuiltinModule(${JSON.stringify(id.slice(PREFIX.length))})`,
      moduleSideEffects: false,
      moduleType: 'js',
    }),
  },
}
