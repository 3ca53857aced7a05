import {ARN_RULES} from './action-rules.js'
import type {BoxKind, DiagramNode} from './diagram-result.js'
import type {Boxes} from './find-boxes.js'
import {hasMark, type Marks} from './marks.js'

/** Finds the boxes that a text names: by reference, by ARN, by name. */
export interface AddressBook {
  /** `outside`: what has no box becomes one where an ARN tells its kind, or where it is of this kind. */
  find(text: string, outside?: BoxKind | 'by-arn'): DiagramNode[]
  /** What is not the app's own and was named. */
  readonly outsiders: ReadonlyMap<string, DiagramNode>
}

const ARNS = new RegExp(`arn:[\\w-]+:(${Object.keys(ARN_RULES).join('|')}):[\\w-]*:\\d*:([^\\s"',]+)`, 'g')
const WILDCARD = /[*?]/

export function createAddressBook({nodes, boxOf}: Boxes, marks: Marks): AddressBook {
  const outsiders = new Map<string, DiagramNode>()

  const outsider = (kind: BoxKind, name: string): DiagramNode => {
    const id = `outside__${kind.replaceAll('-', '_')}_${escaped(name)}`
    const node = outsiders.get(id) ?? {id, kind, label: name, name}
    outsiders.set(id, node)
    return node
  }

  /** A pattern that fits everything, or more than one box, names none. */
  const named = (kind: BoxKind, pattern: string, makes: boolean): DiagramNode[] => {
    if (/^[*?]+$/.test(pattern)) return []
    const fits = fitting(pattern)
    const found = nodes.filter((node) => node.kind === kind && node.name !== undefined && fits(lastOf(node.name)))
    if (found.length > 0) return found.length === 1 ? found : []
    return makes && !WILDCARD.test(pattern) ? [outsider(kind, pattern)] : []
  }

  return {
    outsiders,
    find(text, outside) {
      if (hasMark(text)) return marks.ownersIn(text).flatMap((owner) => boxOf(owner) ?? [])
      const arns = [...text.matchAll(ARNS)]
      if (arns.length > 0) {
        return arns.flatMap(([, service = '', rest = '']) => {
          for (const {kind, name} of ARN_RULES[service] ?? []) {
            const [, pattern] = name.exec(rest) ?? []
            if (pattern !== undefined) return named(kind, pattern, outside !== undefined)
          }
          return []
        })
      }
      if (text === '' || WILDCARD.test(text)) return []
      const found = nodes.filter(({name}) => name === text || (name?.includes('/') && lastOf(name) === lastOf(text)))
      if (found.length > 0) return found.length === 1 ? found : []
      return outside === undefined || outside === 'by-arn' ? [] : [outsider(outside, text)]
    },
  }
}

/** Of an ARN or a URL what comes last: the name. */
function lastOf(name: string): string {
  return /^(?:arn:|https?:)/.test(name) ? (name.split(/[:/]/).at(-1) ?? name) : name
}

function fitting(pattern: string): (name: string) => boolean {
  if (!WILDCARD.test(pattern)) return (name) => name === pattern
  const literal = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  const expression = new RegExp(`^${literal}$`)
  return (name) => expression.test(name)
}

/** Letters, digits and underscores, and no two names alike. */
function escaped(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`)
}
