#!/usr/bin/env node
import module from 'node:module'

import {world} from './world.js'

// What Node has compiled once it reads from a cache the next time.
module.enableCompileCache?.()
const {main} = await import('../bundle/cli/format/main.js')

process.exitCode = main(process.argv.slice(2), world)
