// mocha's spec reporter, closed by one plain line that any CI can read: `N passed, N failed, N skipped`.
const {reporters} = require('mocha')

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options)
    runner.once('end', () => {
      const {passes, failures, pending} = this.stats
      // After the failures' details, which Spec prints on the same event.
      process.on('exit', () => process.stdout.write(`${passes} passed, ${failures} failed, ${pending} skipped\n`))
    })
  }
}
