import type {IamDocument, IamStatement, RolePermission} from '../ports/roles.js'

export interface RolePolicies {
  readonly own: readonly IamDocument[]
  /** What the role may do at most, where it has a boundary. */
  readonly boundary?: IamDocument
}

type Decision = RolePermission['decision']

/** What the policies allow and the boundary leaves of it. */
export function limited({own, boundary}: RolePolicies, action: string): Decision {
  const decisions = [decide(own, action), ...(boundary ? [decide([boundary], action)] : [])]
  if (decisions.includes('denied')) return 'denied'
  return decisions.includes('conditional') ? 'conditional' : 'allowed'
}

/** For an action that knows no resources: a statement must name all of them ("IAM policy evaluation logic"). */
function decide(policies: readonly IamDocument[], action: string): Decision {
  const statements = policies.flatMap(({Statement = []}) => Statement).filter((statement) => covers(statement, action))
  const denies = statements.filter(({Effect}) => Effect === 'Deny')
  const allows = statements.filter(({Effect}) => Effect === 'Allow')
  if (denies.some(({Condition}) => !Condition) || allows.length === 0) return 'denied'
  return denies.length === 0 && allows.some(({Condition}) => !Condition) ? 'allowed' : 'conditional'
}

function covers({Action, NotAction, Resource = '*'}: IamStatement, action: string): boolean {
  const named = (patterns: string | readonly string[]) => [patterns].flat().some((pattern) => matches(pattern, action))
  const isMeant = NotAction === undefined ? Action !== undefined && named(Action) : !named(NotAction)
  return isMeant && [Resource].flat().includes('*')
}

/** `*` is any text, `?` any character; letters of either case are the same. */
function matches(pattern: string, action: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 'i').test(action)
}
