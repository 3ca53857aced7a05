import {isMap, isScalar, LineCounter, parseDocument, type Document} from 'yaml'

import type {GitHubAccess} from './github-access.js'
import type {GitHubFindingCode} from './github-finding.js'

export interface WorkflowExpectation {
  readonly access: GitHubAccess
  readonly stage: string
  readonly region: string
  readonly account: string
  readonly roles: {readonly plan: string; readonly deploy: string}
  /** `org/aws-stack-action`, by which the steps are found; `./` is the action of the repository itself. */
  readonly action: string
}

export interface WorkflowJudgement {
  readonly code: GitHubFindingCode
  readonly line: number
  readonly message: string
}

type Fields = Readonly<Record<string, unknown>>
type Path = readonly (string | number)[]

/** What of a workflow file does not fit the roles, or lets in more than it needs. Values that GitHub fills in (`${{ … }}`) are left to it. */
export function judgeWorkflow(text: string, expected: WorkflowExpectation): WorkflowJudgement[] {
  const lines = new LineCounter()
  const document = parseDocument(text, {lineCounter: lines, logLevel: 'silent'})
  const lineOf = (path: Path) => lines.linePos(startOf(document, path)).line
  const [error] = document.errors
  if (error) {
    const [said = ''] = error.message.split('\n')
    return [{code: 'WORKFLOW_INVALID', line: lines.linePos(error.pos[0]).line, message: `cannot be read: ${said}`}]
  }
  const workflow = fieldsOf(document.toJS())
  const jobs = Object.entries(fieldsOf(workflow['jobs'])).map(([name, job]) => jobOf(name, fieldsOf(job), workflow))
  const judged = jobs.flatMap((job) => judgeJob(job, expected))
  const verbs = new Set(jobs.flatMap((job) => stepsFor(job, expected).map(({verb}) => verb)))
  const idle = (['plan', 'deploy'] as const).filter((verb) => !verbs.has(verb))
  return [
    ...judged.map(({path, ...rest}) => ({...rest, line: lineOf(path)})),
    ...idle.map((verb) => ({
      code: 'WORKFLOW_MISSING' as const,
      line: 1,
      message: `no step of it runs :${verb} of stage ${expected.stage} with ${expected.action}`,
    })),
  ]
}

interface Job {
  readonly path: Path
  readonly job: Fields
  readonly permissions: unknown
  readonly permissionsPath: Path
  readonly concurrency: unknown
  readonly concurrencyPath: Path
  readonly steps: readonly Fields[]
}

function jobOf(name: string, job: Fields, workflow: Fields): Job {
  const path = ['jobs', name]
  const of = (key: string) =>
    key in job ? {value: job[key], path: [...path, key]} : {value: workflow[key], path: [key]}
  const [permissions, concurrency] = [of('permissions'), of('concurrency')]
  return {
    path,
    job,
    permissions: permissions.value,
    permissionsPath: permissions.value === undefined ? path : permissions.path,
    concurrency: concurrency.value,
    concurrencyPath: concurrency.path,
    steps: Array.isArray(job['steps']) ? job['steps'].map(fieldsOf) : [],
  }
}

interface Located {
  readonly code: GitHubFindingCode
  readonly path: Path
  readonly message: string
}

interface Step {
  readonly verb: 'plan' | 'deploy'
  readonly path: Path
  readonly inputs: Fields
}

/** The steps with our action that plan or deploy this stage. */
function stepsFor({path, steps}: Job, {action, stage}: WorkflowExpectation): Step[] {
  return steps.flatMap((step, index): Step[] => {
    const uses = textOf(step['uses'])
    const inputs = fieldsOf(step['with'])
    if (uses !== './' && uses.split('@')[0] !== action) return []
    if (isLiteral(inputs['stage']) && inputs['stage'] !== '' && inputs['stage'] !== stage) return []
    const [, verb] = /:(plan|deploy)\b/.exec(textOf(inputs['command'])) ?? []
    return verb ? [{verb: verb as Step['verb'], path: [...path, 'steps', index], inputs}] : []
  })
}

function judgeJob(job: Job, expected: WorkflowExpectation): Located[] {
  const steps = stepsFor(job, expected)
  return [
    ...unpinned(job),
    ...(steps.length > 0 ? [...judgePermissions(job), ...steps.flatMap((step) => judgeStep(step, expected))] : []),
    ...(steps.some(({verb}) => verb === 'deploy') ? judgeDeploy(job, expected.access) : []),
  ]
}

function unpinned({path, job, steps}: Job): Located[] {
  const used = [
    {uses: job['uses'], path: [...path, 'uses']},
    ...steps.map(({uses}, index) => ({uses, path: [...path, 'steps', index, 'uses']})),
  ]
  return used.flatMap(({uses, path: at}): Located[] => {
    if (typeof uses !== 'string' || uses.startsWith('./') || /@(sha256:)?[0-9a-f]{40,64}$/.test(uses)) return []
    return [{code: 'WORKFLOW_UNPINNED', path: at, message: `${uses} is not pinned by its commit: a tag can be moved`}]
  })
}

function judgePermissions({permissions, permissionsPath: path}: Job): Located[] {
  const code = 'WORKFLOW_PERMISSIONS'
  if (permissions === 'write-all') return [{code, path, message: 'write-all is more than the job needs'}]
  if (fieldsOf(permissions)['id-token'] === 'write') return []
  return [{code, path, message: 'lacks id-token: write: the job gets no token to sign in with'}]
}

function judgeStep({verb, path, inputs}: Step, expected: WorkflowExpectation): Located[] {
  const {'role-arn': role, region} = inputs
  const at = (key: string) => (key in inputs ? [...path, 'with', key] : path)
  const found: Located[] = []
  if (role === undefined || (isLiteral(role) && role !== expected.roles[verb])) {
    const [, account] = /^arn:[^:]+:iam::(\d+):/.exec(textOf(role)) ?? []
    const elsewhere = account !== undefined && account !== expected.account ? `, of account ${account},` : ''
    const message = `role-arn ${textOf(role) || 'is missing: it'}${elsewhere} should be ${expected.roles[verb]}`
    found.push({code: 'WORKFLOW_ROLE', path: at('role-arn'), message})
  }
  if (isLiteral(region) && region !== '' && region !== expected.region) {
    const message = `region ${String(region)} should be ${expected.region}, for which the roles are`
    found.push({code: 'WORKFLOW_REGION', path: at('region'), message})
  }
  return found
}

function judgeDeploy({path, job, concurrency, concurrencyPath}: Job, {environment}: GitHubAccess): Located[] {
  const found: Located[] = []
  const named = job['environment']
  const name = typeof named === 'object' ? fieldsOf(named)['name'] : named
  if (isLiteral(name ?? '') && name !== environment) {
    const at = named === undefined ? path : [...path, 'environment']
    const message =
      environment === undefined
        ? `the environment ${String(name)} is not in the role's trust: without it the job may deploy`
        : `the job needs environment: ${environment}, by which the role knows it`
    found.push({code: 'WORKFLOW_ENVIRONMENT', path: at, message})
  }
  if (fieldsOf(concurrency)['cancel-in-progress'] === true) {
    const message = 'cancel-in-progress ends a deploy in the middle when the next one comes'
    found.push({code: 'WORKFLOW_CANCELS', path: [...concurrencyPath, 'cancel-in-progress'], message})
  }
  return found
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function isLiteral(value: unknown): boolean {
  return ['string', 'number'].includes(typeof value) && !String(value).includes('${{')
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

/** Where the key stands; of a step its first one. */
function startOf(document: Document, path: Path): number {
  const parent = document.getIn(path.slice(0, -1), true)
  const key = path.at(-1)
  const pair = isMap(parent) ? parent.items.find((one) => isScalar(one.key) && one.key.value === key) : undefined
  const node = (pair?.key ?? document.getIn(path, true)) as {range?: readonly number[]} | undefined
  return node?.range?.[0] ?? 0
}
