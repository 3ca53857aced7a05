// Compiles every room, bundles what every start loads, and writes what is published with it: licences and command manifests.
import {join} from 'node:path'

import {root} from './install.mjs'
import {step} from './step.mjs'

const script = (name) => join(root, 'scripts', name)
step('tsc', 'node', [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b'], process.env, {cwd: root})
step('bundles', 'node', [script('bundle.mjs')], process.env, {cwd: root})
step('licences', 'node', [script('licence.mjs')], process.env, {cwd: root})
step('command manifests', 'node', [script('manifests.mjs')], process.env, {cwd: root})
step('the action', 'node', [script('bundle-action.mjs')], process.env, {cwd: root})
