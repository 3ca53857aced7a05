/** After every step, also a killed one. Loads nothing where the step has come to its end. */
const state = process.env['STATE_run']
if (state) {
  const {finish} = await import('./finish.js')
  await finish(state)
  process.stdout.write('', () => process.exit(0))
}
