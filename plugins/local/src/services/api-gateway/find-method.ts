import type {Method, Resource} from '@aws-sdk/client-api-gateway'

export interface FoundMethod {
  readonly resource: Resource
  readonly method: Method
  readonly pathParameters: Readonly<Record<string, string>>
}

/** The most literal path wins, then one with parameters, then `{proxy+}`; `ANY` stands for every method that is not there. */
export function findMethod(resources: readonly Resource[], verb: string, path: string): FoundMethod | undefined {
  const candidates = resources.flatMap((resource) => {
    const pathParameters = match(resource.path ?? '/', path)
    const method = resource.resourceMethods?.[verb] ?? resource.resourceMethods?.['ANY']
    return pathParameters && method ? [{resource, method, pathParameters}] : []
  })
  return candidates.sort((a, b) => vagueness(a) - vagueness(b))[0]
}

function vagueness({resource: {path = ''}}: FoundMethod): number {
  return (path.includes('+}') ? 1000 : 0) + path.split('{').length - 1
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern, path].map((text) => text.split('/').filter((part) => part !== ''))
  const found: Record<string, string> = {}
  for (const [index, part] of wanted!.entries()) {
    const name = /^\{(.+?)(\+?)\}$/.exec(part)
    const here = given![index]
    if (here === undefined) return undefined
    if (name?.[2] === '+') return {...found, [name[1]!]: given!.slice(index).join('/')}
    if (name) found[name[1]!] = decodeURIComponent(here)
    else if (part !== here) return undefined
  }
  return wanted!.length === given!.length ? found : undefined
}
