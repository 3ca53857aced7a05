import type {Beat} from './beats.js'
import type {ConfigProfileScene} from './scenes.js'
import type {Play, Scenario} from './scenario.js'

/** A scenario that cannot be played; all that is wrong with it is in the message. */
export class BadScenario extends Error {}

export function requireScenario(value: unknown): Scenario {
  const problems = problemsOf(value)
  if (problems.length > 0) throw new BadScenario(problems.join('; '))
  return value as Scenario
}

const LISTS = [
  'sources',
  'stacks',
  'services',
  'taskDefinitions',
  'functions',
  'logs',
  'configs',
  'strategies',
  'plays',
] as const

/** What is wrong with a scenario that came from outside, in words. */
export function problemsOf(value: unknown): string[] {
  if (!isObject(value)) return [`a scenario is an object, not ${JSON.stringify(value)}`]
  const problems: string[] = []
  if (typeof value['name'] !== 'string' || value['name'] === '') problems.push('a scenario needs a name')
  const {speed} = value
  if (speed !== undefined && !(typeof speed === 'number' && speed > 0)) {
    problems.push(`speed is ${JSON.stringify(speed)}: it must be a number above 0`)
  }
  for (const key of LISTS) {
    if (value[key] !== undefined && !Array.isArray(value[key])) problems.push(`${key} is not a list`)
  }
  if (value['plays'] === undefined) problems.push('a scenario needs plays')
  if (problems.length > 0) return problems
  const scenario = value as unknown as Scenario
  return [...configProblems(scenario), ...playProblems(scenario)]
}

function configProblems({configs = []}: Scenario): string[] {
  return configs.flatMap(({name, environments, profiles}) => {
    if (!Array.isArray(environments) || !Array.isArray(profiles))
      return [`the application ${name} needs environments and profiles`]
    const known = new Set(environments.map((environment: {name: string}) => environment.name))
    return (profiles as readonly ConfigProfileScene[]).flatMap((profile) =>
      Object.entries(profile.running ?? {}).flatMap(([environment, version]) => [
        ...(known.has(environment)
          ? []
          : [`${profile.name} runs in ${environment}, which the application does not have`]),
        ...(profile.versions?.[version - 1] === undefined ? [`${profile.name} has no version ${version} to run`] : []),
      ]),
    )
  })
}

function playProblems(scenario: Scenario): string[] {
  const names = {
    stack: new Set((scenario.stacks ?? []).map(({name}) => name)),
    service: new Set((scenario.services ?? []).map(({name}) => name)),
    function: new Set((scenario.functions ?? []).map(({name}) => name)),
    application: new Set((scenario.configs ?? []).map(({name}) => name)),
    environment: namesIn(scenario, 'environments'),
    profile: namesIn(scenario, 'profiles'),
  }
  return scenario.plays.flatMap((play, index) => {
    const where = `play ${index + 1}`
    if (play.on !== 'load' && typeof play.on?.operation !== 'string')
      return [`${where} has no cue: on is "load" or {operation}`]
    const cue = play.on === 'load' ? undefined : play.on
    const strangers = OF_CONFIGS.filter((kind) => cue?.[kind] !== undefined && !names[kind].has(cue[kind]))
    if (strangers.length > 0) return strangers.map((kind) => `${where}: there is no ${kind} ${cue?.[kind]} to begin at`)
    if (!Array.isArray(play.beats)) return [`${where} has no beats`]
    return (play.beats as readonly Beat[]).flatMap((beat, at) =>
      beatProblems(names, play, beat).map((problem) => `${where}, beat ${at + 1}: ${problem}`),
    )
  })
}

type Names = Readonly<
  Record<'stack' | 'service' | 'function' | 'application' | 'environment' | 'profile', ReadonlySet<string>>
>

const OF_CONFIGS = ['application', 'environment', 'profile'] as const

function namesIn({configs = []}: Scenario, kind: 'environments' | 'profiles'): ReadonlySet<string> {
  return new Set(configs.flatMap((application) => (application[kind] ?? []).map(({name}) => name)))
}

/** What each beat must say, besides when. */
const NEEDED: Readonly<Record<Beat['do'], readonly string[]>> = {
  stack: ['status'],
  resource: ['logicalId', 'type', 'status'],
  note: [],
  deployed: [],
  'change-set': ['status'],
  rollout: ['service'],
  'service-deployment': ['service', 'deployment'],
  task: ['service', 'task'],
  function: ['function'],
  'config-deployment': ['environment', 'profile'],
  'config-rollback': ['environment', 'by', 'reason'],
  'config-upload': ['profile', 'content'],
  log: ['group', 'stream', 'message'],
  trouble: ['kind'],
  stale: [],
}

function beatProblems(names: Names, play: Play, beat: Beat): string[] {
  if (!isObject(beat) || !Object.hasOwn(NEEDED, beat.do)) {
    return [
      `do is ${JSON.stringify((beat as {do?: unknown} | null)?.do)}: it must be one of ${Object.keys(NEEDED).join(', ')}`,
    ]
  }
  const said: Readonly<Record<string, unknown>> = {...beat}
  const problems = NEEDED[beat.do].filter((key) => said[key] === undefined).map((key) => `${beat.do} needs ${key}`)
  if (!(beat.at >= 0)) problems.push(`at is ${JSON.stringify(beat.at)}: it must be 0 or more milliseconds`)
  if (beat.do === 'note' && !beat.hook && !beat.validation) problems.push('note needs hook or validation')
  return [...problems, ...nameProblems(names, play, beat)]
}

function nameProblems(names: Names, {on}: Play, beat: Beat): string[] {
  const problems: string[] = []
  const check = (kind: keyof Names, name: string) => {
    if (!names[kind].has(name)) problems.push(`there is no ${kind} ${name} in the scenario`)
  }
  if ('stack' in beat && beat.stack !== undefined) check('stack', beat.stack)
  const ofStack = ['stack', 'resource', 'note', 'deployed', 'stale'].includes(beat.do)
  if (on === 'load' && ofStack && !('stack' in beat && beat.stack))
    problems.push(`${beat.do} needs stack: nobody called`)
  if ((beat.do === 'rollout' || beat.do === 'service-deployment' || beat.do === 'task') && beat.service)
    check('service', beat.service)
  const said: Readonly<Record<string, unknown>> = {...beat}
  for (const kind of OF_CONFIGS) {
    const name = said[kind]
    if (typeof name === 'string') check(kind, name)
  }
  if (beat.do === 'function' && beat.function) check('function', beat.function.name)
  return problems
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
