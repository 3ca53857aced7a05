import {type Instruction, parseDockerfile} from './dockerfile.js'

/** The line of a Dockerfile that BuildKit calls `[build 2/3] RUN make`, where exactly one instruction can be meant. */
export function lineOfStep(dockerfile: string, step: string): number | undefined {
  const [, stage = '', text = ''] = /^\[(?:(.*) )?\d+\/\d+\] ([^]+)$/.exec(step) ?? []
  if (text === '') return undefined
  const found = instructionsOf(dockerfile, stage).filter((instruction) => isMeant(instruction, text))
  return found.length === 1 ? found[0]?.line : undefined
}

/** Of one stage where BuildKit names it: `build`, or `stage-1` by its number. */
function instructionsOf(dockerfile: string, stage: string): Instruction[] {
  let number = -1
  let name = ''
  return parseDockerfile(dockerfile).instructions.filter(({keyword, rest}) => {
    if (keyword === 'FROM') {
      number += 1
      name = /\sas\s+(\S+)/i.exec(rest)?.[1]?.toLowerCase() ?? `stage-${number}`
    }
    // A cross build puts the platform before the name: `[linux/arm64 build 2/3]`.
    return stage === '' || stage.split(' ').at(-1) === name || /^[a-z]+\/\S+$/.test(stage)
  })
}

/** BuildKit fills in the variables of some instructions, so they stand for any text. */
function isMeant({keyword, flags, rest}: Instruction, text: string): boolean {
  const pattern = normalise([keyword, ...flags, rest].join(' '))
    .split(/\$\{[^}]*\}|\$\w+/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*')
  return new RegExp(`^${pattern}$`, 's').test(normalise(text))
}

function normalise(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
