import type {CommandRun} from './run.js'

export type OutputsByPart = Readonly<Record<string, Readonly<Record<string, string>>>>

interface WithOutputs {
  readonly app?: string
  readonly stage?: string
  readonly region?: string
  readonly stacks?: readonly {readonly part: string; readonly outputs?: Readonly<Record<string, string>>}[]
  readonly outputs?: readonly {readonly part: string; readonly name: string; readonly value: string}[]
}

/** What the commands tell of stack outputs. A part that several apps, stages or regions have is that of the last, never a mixture. */
export function stackOutputsOf(commands: readonly CommandRun[], warn: (text: string) => void): OutputsByPart {
  const byPart = new Map<string, {place: string; values: Record<string, string>}>()
  for (const command of commands) {
    const told = (command.result ?? {}) as WithOutputs
    const place = placeOf(command, told)
    const set = (part: string, values: Readonly<Record<string, string>>) => {
      const known = byPart.get(part)
      if (known && known.place !== place)
        warn(`the outputs of ${part} are those of ${place}, those of ${known.place} are left out: use a step for each`)
      byPart.set(part, {place, values: known?.place === place ? {...known.values, ...values} : {...values}})
    }
    for (const {part, outputs = {}} of told.stacks ?? []) if (Object.keys(outputs).length > 0) set(part, outputs)
    for (const {part, name, value} of told.outputs ?? []) set(part, {[name]: value})
  }
  return Object.fromEntries([...byPart].map(([part, {values}]) => [part, values]))
}

/** A command that only looks tells of its place in its result alone. */
function placeOf(command: CommandRun, told: WithOutputs): string {
  const {app = command.app, stage = command.stage, region = command.region} = told
  return [app, stage, region].filter(Boolean).join(' ')
}

/** Names of the step's outputs with their values. The runner tells names apart without regard to case. */
export function stepOutputsOf(
  byPart: OutputsByPart,
  {prefix, taken, warn}: {prefix: string; taken: readonly string[]; warn: (text: string) => void},
): ReadonlyMap<string, string> {
  const outputs = new Map<string, string>()
  const spelled = new Map<string, string>()
  for (const [name, value] of Object.values(byPart).flatMap((values) => Object.entries(values))) {
    const full = prefix + name
    const key = full.toLowerCase()
    const first = spelled.get(key) ?? full
    if (taken.includes(key))
      warn(`the stack output ${name} is in the output "outputs" alone: an output of the step has its name`)
    else if (first !== full)
      warn(`the stack output ${name} is in the output "outputs" alone: ${first} is the same name to GitHub`)
    else {
      spelled.set(key, full)
      outputs.set(full, value)
    }
  }
  return outputs
}
