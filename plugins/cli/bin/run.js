#!/usr/bin/env node
import {readFileSync} from 'node:fs'
import module from 'node:module'
import {fileURLToPath} from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const argv = process.argv.slice(2)

// What streams makes garbage faster than V8 thinks of collecting it: with a small young generation it needs a third less memory, and only a start can say so.
const SMALL_YOUNG = '--max-semi-space-size=4'
const streams = [argv[0], `${argv[0]}:${argv[1]}`].some((id) => /^\w+:(import|export)$/.test(id))
if (streams && process.execve && process.platform !== 'win32' && !process.execArgv.includes(SMALL_YOUNG)) {
  process.execve(process.execPath, [process.execPath, SMALL_YOUNG, ...process.execArgv, ...process.argv.slice(1)])
}

// `aws-stack --help | head -1`: the reader has seen enough. A command that has something to end first listens to `unread`.
process.stdout.on('error', (error) => {
  if (process.stdout.emit('unread', error)) return
  if (error.code === 'EPIPE') process.exit(0)
  process.stderr.write(`Error: cannot write to standard output: ${error.message}\n  code  TARGET_NOT_WRITABLE\n`)
  process.exit(2)
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
