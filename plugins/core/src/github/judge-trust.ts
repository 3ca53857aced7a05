import type {IamDocument, IamStatement} from '../ports/roles.js'
import {globOf} from './glob.js'
import {AUDIENCE, type GitHubAccess, issuerHost, subjectsOf} from './github-access.js'
import type {Judgement} from './github-finding.js'

export interface TrustInput {
  readonly access: GitHubAccess
  readonly purpose: 'plan' | 'deploy'
  /** Of the account's provider for the issuer. */
  readonly providerArn: string
}

/** What a role's trust lets in beyond the jobs that are meant, and which of these it does not let in. Denials are left aside: they only take away. */
export function judgeTrust({Statement = []}: IamDocument, input: TrustInput): Judgement[] {
  const allows = [Statement].flat().filter(({Effect}) => Effect === 'Allow')
  const judged = allows.map((statement) => judgeStatement(statement, input))
  const admitted = new Set(judged.flatMap((one) => one.admitted))
  const missing = subjectsOf(input.access)[input.purpose].filter((subject) => !admitted.has(subject))
  return [
    ...judged.flatMap(({wide}) => wide).map((message) => ({code: 'TRUST_TOO_WIDE' as const, message})),
    ...missing.map((subject) => ({code: 'TRUST_MISSING' as const, message: notLetIn(subject)})),
  ]
}

function notLetIn(subject: string): string {
  const form = /^repo:[^:]*@/.test(subject)
    ? ', the form with numbers of repositories that were renamed or made after July 2026'
    : ''
  return `does not let in ${subject}${form}`
}

interface JudgedStatement {
  readonly wide: readonly string[]
  /** Of the subjects that are meant. */
  readonly admitted: readonly string[]
}

function judgeStatement(statement: IamStatement, input: TrustInput): JudgedStatement {
  const {access, purpose, providerArn} = input
  const others = principalsOf(statement).filter((principal) => principal !== providerArn)
  if (others.length > 0) return {wide: [`lets in ${others.join(', ')} too`], admitted: []}

  const valuesOf = conditionsOf(statement, issuerHost(access))
  const audiences = valuesOf('aud')
  const wide: string[] = []
  if (!audiences) wide.push('has no condition on aud: a token that was meant for another service is taken too')
  else
    wide.push(
      ...audiences.filter(({value}) => value !== AUDIENCE).map(({value}) => `takes tokens that are meant for ${value}`),
    )

  const subjects = valuesOf('sub')
  if (!subjects) wide.push('has no condition on sub: every repository of GitHub may come in')
  const expected = subjectsOf(access)[purpose]
  for (const {value, isPattern} of subjects ?? []) {
    if (expected.includes(value)) continue
    wide.push(isPattern ? `lets in ${value}: ${widthOf(value, access)}` : strange(value, input))
  }
  const [repository, ref] = [valuesOf('repository_id'), valuesOf('ref')]
  if (access.claims && subjects) {
    const id = access.ids?.repository ?? ''
    if (!repository)
      wide.push(`has no condition on repository_id (${id}): who takes the name over when it is given up comes in`)
    const isByEnvironment = purpose === 'deploy' && access.environment !== undefined
    if (isByEnvironment && !ref)
      wide.push(
        `has no condition on ref: a job of any branch that names the environment ${access.environment} comes in`,
      )
    const wanted = {repository_id: id, ref: `refs/heads/${access.branch}`}
    for (const key of ['repository_id', ...(isByEnvironment ? (['ref'] as const) : [])] as const) {
      const values = valuesOf(key) ?? []
      const others = values.some(covers(wanted[key])) ? values.filter(({value}) => value !== wanted[key]) : []
      wide.push(...others.map(({value}) => `takes ${key} ${value} too, not ${wanted[key]} alone`))
    }
    const isElse = (key: 'repository_id' | 'ref', values = valuesOf(key)) => values && !values.some(covers(wanted[key]))
    if (isElse('repository_id') || (purpose === 'deploy' && isElse('ref'))) return {wide, admitted: []}
  }
  const isTaken = audiences?.some(covers(AUDIENCE)) ?? true
  return {wide, admitted: isTaken ? expected.filter((one) => subjects?.some(covers(one)) ?? true) : []}
}

function principalsOf({Principal = {}}: IamStatement): string[] {
  return typeof Principal === 'string' ? [Principal] : Object.values(Principal).flat()
}

interface Value {
  readonly value: string
  /** `*` and `?` are wildcards in it. */
  readonly isPattern: boolean
}

/**
 * Values that the key has to have; `undefined` where nothing says so. An operator with `IfExists`, `ForAllValues` or `Not` says nothing: it is
 * met without the key ("IAM JSON policy elements: Condition operators").
 */
function conditionsOf({Condition = {}}: IamStatement, host: string): (key: string) => readonly Value[] | undefined {
  const all = Object.entries(Condition).flatMap(([operator, keys]) => {
    const [, like] = /^(?:ForAnyValue:)?String(Equals|Like|EqualsIgnoreCase)$/i.exec(operator) ?? []
    if (!like) return []
    return Object.entries(keys).map(([key, values]) => {
      const isLike = like.toLowerCase() === 'like'
      return {
        key: key.toLowerCase(),
        values: [values].flat().map((value) => ({value, isPattern: isLike && /[*?]/.test(value)})),
      }
    })
  })
  return (key) => {
    const named = all.filter((one) => one.key === `${host}:${key}`.toLowerCase())
    return named.length > 0 ? named.flatMap(({values}) => values) : undefined
  }
}

function covers(text: string): (value: Value) => boolean {
  return ({value, isPattern}) => (isPattern ? globOf(value).test(text) : value === text)
}

/** The first part of the subject that a wildcard stands in. `*` goes over slashes and colons too. */
function widthOf(pattern: string, {owner, repository}: GitHubAccess): string {
  const before = pattern.slice(0, pattern.search(/[*?]/))
  if (!/^repo:[^/]+\//.test(before)) return 'repositories of other owners come in'
  if (!/^repo:[^:]+:/.test(before)) return `other repositories of ${owner} come in`
  return `other branches, tags or pull requests of ${repository} come in`
}

function strange(subject: string, {purpose, access}: TrustInput): string {
  if (/[*?]/.test(subject))
    return `names ${subject}, of which StringEquals takes every letter as it is: it lets nobody in`
  if (purpose === 'deploy' && subject.endsWith(':pull_request'))
    return `lets in ${subject}: a pull request could deploy`
  const [, name = ''] = /^repo:([^:]*):/.exec(subject) ?? []
  const isOwn = name.replaceAll(/@\d+/g, '') === `${access.owner}/${access.repository}`
  return `lets in ${subject}, which is ${isOwn ? 'no job that is meant' : 'another repository'}`
}
