/** What a registry wants to see, from `WWW-Authenticate` (RFC 9110, 11.6.1). */
export type Challenge =
  | {readonly scheme: 'basic'}
  /** Of the distribution's "Token Authentication Specification": who gives the token, and for what it is asked. */
  | {readonly scheme: 'bearer'; readonly realm: string; readonly service?: string; readonly scope?: string}

/** The first one that we can answer; `undefined` where there is none. */
export function parseChallenge(header: string): Challenge | undefined {
  for (const {scheme, parameters} of challenges(header)) {
    const {realm, service, scope} = parameters
    if (scheme === 'basic') return {scheme}
    if (scheme === 'bearer' && realm !== undefined)
      return {scheme, realm, ...(service !== undefined && {service}), ...(scope !== undefined && {scope})}
  }
  return undefined
}

interface Parsed {
  readonly scheme: string
  readonly parameters: Record<string, string | undefined>
}

/** Challenges and their parameters are both parted by commas: a word without `=` begins a new challenge. */
function challenges(header: string): Parsed[] {
  const found: Parsed[] = []
  const token = /(?:(\w+)\s*=\s*(?:"((?:\\[^]|[^"\\])*)"|([^\s,"]+)))|([\w-]+)/g
  for (const [, name, quoted, plain, scheme] of header.matchAll(token)) {
    if (scheme !== undefined) found.push({scheme: scheme.toLowerCase(), parameters: {}})
    else if (name !== undefined) {
      const last = found.at(-1)
      if (last) last.parameters[name.toLowerCase()] = quoted?.replaceAll(/\\([^])/g, '$1') ?? plain ?? ''
    }
  }
  return found
}
