import {invalid} from '../invalid.js'
import {exportsOf, importersOf, isExport} from '../stack/find-stack.js'
import type {Stack, StackOutput} from '../stack/stack.js'
import type {World} from '../world.js'

/** An export's name is unique in its region, and what others import can neither change nor go. */
export function checkExports(world: World, stack: Stack, outputs: readonly StackOutput[]): void {
  const next = outputs.filter(isExport)
  for (const {exportName} of next) {
    const other = exportsOf(world, stack.region).find((known) => known.output.exportName === exportName)
    if (other && other.stack !== stack) {
      throw invalid(`Export with name ${exportName} is already exported by stack ${other.stack.name}`)
    }
  }

  for (const {exportName, value} of stack.outputs.filter(isExport)) {
    const kept = next.find((output) => output.exportName === exportName)
    const importers = importersOf(world, stack.region, exportName)
    if (importers.length === 0 || kept?.value === value) continue
    throw invalid(
      `Export ${exportName} cannot be ${kept ? 'updated' : 'deleted'} as it is in use by ${importers.join(', ')}`,
    )
  }
}
