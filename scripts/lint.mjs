// `npm run lint`: ESLint with the rules of the house, then Prettier, on a Node that both support.
import {join} from 'node:path'

import {root} from './install.mjs'
import {environmentWithNode} from './node-for-this.mjs'
import {step} from './step.mjs'

const environment = environmentWithNode()
const program = (path) => join(root, 'node_modules', path)
step('eslint', 'node', [program('eslint/bin/eslint.js'), '.'], environment, {cwd: root})
step('prettier', 'node', [program('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'], environment, {
  cwd: root,
})
