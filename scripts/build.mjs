// Compiles every room and writes the command manifests.
import {join} from 'node:path'

import {root} from './install.mjs'
import {step} from './step.mjs'

step('tsc', 'node', [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b'], process.env, {cwd: root})
step('command manifests', 'node', [join(root, 'scripts', 'manifests.mjs')], process.env, {cwd: root})
