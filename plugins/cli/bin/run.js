#!/usr/bin/env node
import {readFileSync} from 'node:fs'
import module from 'node:module'
import {fileURLToPath} from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const argv = process.argv.slice(2)

// `aws-stack --help | head -1`: the reader has seen enough.
process.stdout.on('error', (error) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

// A command that listens too cancels with the first signal and leaves with the second, within a second; the third ends at once, and so does the first where
// nobody listens.
const CANCELLED = {SIGINT: 130, SIGTERM: 143}
let signals = 0
for (const [name, code] of Object.entries(CANCELLED)) {
  process.on(name, () => {
    signals += 1
    if (signals > 2 || process.listenerCount(name) === 1) process.exit(code)
    if (signals === 2) setTimeout(() => process.exit(code), 1000)
  })
}

if (argv.length === 1 && argv[0] === '--version') {
  const {version} = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
  process.stdout.write(`aws-stack/${version} ${process.platform}-${process.arch} node-${process.version}\n`)
} else {
  // What package.json says of Node is npm's to enforce; oclif and the AWS SDK would say it on every start.
  process.env.OCLIF_DISABLE_ENGINE_WARNING = '1'
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'
  module.enableCompileCache?.()
  const {main} = await import('../dist/main.js')
  process.exit(await main(argv, root))
}
