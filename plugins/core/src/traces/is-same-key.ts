/** By ARN or by id: X-Ray tells a key's ARN, whatever it was given. */
export function isSameKey(one: string, other: string): boolean {
  return one === other || one.endsWith(`/${other}`) || other.endsWith(`/${one}`)
}
