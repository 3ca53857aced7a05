import type {ServiceResponse} from '../../server/service.js'

/** Lists that name no stack tell those of both: the scenario's come first, on the first page. */
const LISTS: Readonly<Record<string, string>> = {DescribeStacks: 'Stacks', ListStacks: 'StackSummaries'}

export function isList(service: string, operation: string): boolean {
  return service === 'cloudformation' && Object.hasOwn(LISTS, operation)
}

export function mergeLists(operation: string, played: ServiceResponse, ordinary: ServiceResponse): ServiceResponse {
  const list = LISTS[operation] ?? ''
  const [open, close] = [`<${list}>`, `</${list}>`]
  const [theirs, ours] = [String(ordinary.body), String(played.body)]
  if (ordinary.status !== 200 || !theirs.includes(open)) return ordinary
  const members = ours.slice(ours.indexOf(open) + open.length, ours.lastIndexOf(close))
  return {...ordinary, body: theirs.replace(open, () => open + members)}
}
