import {main} from './main.js'

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'
process.env['OCLIF_DISABLE_ENGINE_WARNING'] = '1'
// No `await` here: a chunk that is loaded later may import this module, and would wait for its end.
void main().then((code) => {
  // Whatever is still open: the step has ended. What was written is on its way first.
  process.stdout.write('', () => process.exit(code))
})
