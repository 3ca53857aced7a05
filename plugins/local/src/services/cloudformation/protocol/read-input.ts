import {ServiceError, type ServiceRequest} from '../../../server/service.js'

/** The parameters of one call: texts, lists and structures, as the AWS Query protocol flattens them. */
export interface Input {
  readonly [name: string]: InputValue
}

export type InputValue = string | readonly InputValue[] | Input

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html: `Tags.member.1.Key=a`; an empty list is `Tags=`. */
export function readInput(request: ServiceRequest): Input {
  const body = request.method === 'GET' ? request.query : new URLSearchParams(request.body.toString('utf8'))
  const root: Branch = new Map()
  for (const [path, value] of body) insert(root, path.split('.'), value)
  return collapse(root) as Input
}

export function text(input: Input, name: string): string | undefined {
  const value = input[name]
  if (value === undefined || typeof value === 'string') return value
  throw new ServiceError('MalformedInput', `${name} is not a text`)
}

export function requiredText(input: Input, name: string): string {
  const value = text(input, name)
  if (value) return value
  throw new ServiceError(
    'ValidationError',
    `1 validation error detected: Value null at '${lowerFirst(name)}' failed to satisfy constraint: Member must not be null`,
  )
}

export function flag(input: Input, name: string): boolean | undefined {
  const value = text(input, name)
  return value === undefined ? undefined : value === 'true'
}

/** `undefined`: the caller did not say. */
export function texts(input: Input, name: string): readonly string[] | undefined {
  return list(input, name)?.map(String)
}

export function structures(input: Input, name: string): readonly Input[] | undefined {
  return list(input, name)?.map((value) => (typeof value === 'string' ? {} : (value as Input)))
}

function list(input: Input, name: string): readonly InputValue[] | undefined {
  const value = input[name]
  if (value === undefined || Array.isArray(value)) return value as readonly InputValue[] | undefined
  return []
}

type Branch = Map<string, Branch | string>

function insert(branch: Branch, [head, ...rest]: string[], value: string): void {
  const name = head ?? ''
  if (rest.length === 0) {
    branch.set(name, value)
    return
  }
  const known = branch.get(name)
  const child: Branch = known instanceof Map ? known : new Map<string, Branch | string>()
  branch.set(name, child)
  insert(child, rest, value)
}

function collapse(node: Branch | string): InputValue {
  if (typeof node === 'string') return node
  const members = node.get('member')
  if (node.size === 1 && members instanceof Map) {
    return [...members].sort(([a], [b]) => Number(a) - Number(b)).map(([, member]) => collapse(member))
  }
  return Object.fromEntries([...node].map(([name, child]) => [name, collapse(child)]))
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
