import type {NameRule} from './type-row.js'

/** What chance adds, with its dashes: `IdentifierUtils.generateResourceIdentifier` of CloudFormation's resource providers. */
const CHANCE = 14

const NO_LIMIT = 255

/**
 * The pattern of a name that CloudFormation makes: `vast-dev-server-TaskRole-*`. Where stack and logical id are too long together they share what room
 * there is, the stack's name is cut first.
 */
export function generatedName(stack: string, logicalId: string, {longest = NO_LIMIT, lowerCase}: NameRule): string {
  const room = longest - CHANCE
  const ofStack = Math.max(Math.floor(room / 2), room - logicalId.length)
  // The name of a family's member may be cut anywhere.
  const begin = stack.endsWith('*') ? `${stack.slice(0, -1).slice(0, ofStack)}*` : stack.slice(0, ofStack)
  const name = `${begin}-${logicalId.slice(0, Math.floor(room / 2))}-*`
  return lowerCase ? name.toLowerCase() : name
}
