import type {Properties} from '../handler.js'

/** The named properties as a service's input, where CloudFormation and the API use the same names; what is absent stays absent. */
export function pick<Input>(properties: Properties, ...names: (keyof Input & string)[]): Input {
  const given = names.filter((name) => properties[name] !== undefined)
  return Object.fromEntries(given.map((name) => [name, properties[name]])) as Input
}
