import type {ServiceResponse} from '../../server/service.js'

/** Lists that name no stack tell those of both: the scenario's come first, on the first page. */
const LISTS: Readonly<Record<string, string>> = {DescribeStacks: 'Stacks', ListStacks: 'StackSummaries'}
const JSON_LISTS = new Set(['ListApplications', 'ListDeploymentStrategies'])

export function isList(service: string, operation: string): boolean {
  if (service === 'appconfig') return JSON_LISTS.has(operation)
  return service === 'cloudformation' && Object.hasOwn(LISTS, operation)
}

export function mergeLists(operation: string, played: ServiceResponse, ordinary: ServiceResponse): ServiceResponse {
  if (JSON_LISTS.has(operation)) return mergeItems(played, ordinary)
  const list = LISTS[operation] ?? ''
  const [open, close] = [`<${list}>`, `</${list}>`]
  const [theirs, ours] = [String(ordinary.body), String(played.body)]
  if (ordinary.status !== 200 || !theirs.includes(open)) return ordinary
  const members = ours.slice(ours.indexOf(open) + open.length, ours.lastIndexOf(close))
  return {...ordinary, body: theirs.replace(open, () => open + members)}
}

/** The strategies that AWS has are in both. */
function mergeItems(played: ServiceResponse, ordinary: ServiceResponse): ServiceResponse {
  if (ordinary.status !== 200 || played.status !== 200) return ordinary
  const [ours, theirs] = [played, ordinary].map(({body}) => JSON.parse(String(body)) as {Items: {Id: string}[]})
  const own = (ours?.Items ?? []).filter(({Id}) => !Id.startsWith('AppConfig.'))
  return {...ordinary, body: JSON.stringify({...theirs, Items: [...own, ...(theirs?.Items ?? [])]})}
}
