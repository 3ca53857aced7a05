import type {Template} from './parse-template.js'

/** Resources that depend on one of `names` (parameters or resources), directly or through other resources. */
export function dependantsOf(template: Template, names: Iterable<string>): Set<string> {
  const reached = new Set(names)
  const dependants = new Set<string>()
  for (let before = -1; before !== dependants.size;) {
    before = dependants.size
    for (const [logicalId, {references}] of template.resources) {
      if (dependants.has(logicalId) || ![...references].some((name) => reached.has(name))) continue
      dependants.add(logicalId)
      reached.add(logicalId)
    }
  }
  return dependants
}
