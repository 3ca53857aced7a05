import {begin} from './begin.js'

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'
process.env['OCLIF_DISABLE_ENGINE_WARNING'] = '1'
// No `await` here: a chunk that is loaded later may import this module, and would wait for its end.
void begin()
  .then(async (begun) => (await import('./main.js')).main(begun))
  .then((code) => {
    // Whatever is still open: the step has ended. What was written is on its way first.
    process.stdout.write('', () => process.exit(code))
  })
