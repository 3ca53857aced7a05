/** The same without some of its properties. */
export function without<T extends object, Name extends keyof T>(object: T, ...names: Name[]): Omit<T, Name> {
  const entries = Object.entries(object).filter(([name]) => !names.includes(name as Name))
  return Object.fromEntries(entries) as Omit<T, Name>
}
