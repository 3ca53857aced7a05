const RESERVED: ReadonlySet<string> = new Set([
  'true',
  'false',
  'yes',
  'no',
  'on',
  'off',
  'y',
  'n',
  '.nan',
  '-.inf',
  '+.inf',
  '.inf',
  'null',
  '-',
  '---',
  '',
])

const count = (text: string, character: string) => text.split(character).length - 1
const begins = (key: string, prefix: string) => key.startsWith(prefix) || key.startsWith(`-${prefix}`)

/** Whether a key may stand without quotes: it is no boolean, null, number, date or timestamp to any reader of YAML. */
export function isBareKey(key: string): boolean {
  const lower = key.toLowerCase()
  if (!/^[A-Za-z0-9_/.-]*$/.test(key) || RESERVED.has(lower)) return false
  const dashes = count(key, '-')
  if (/^[0-9-]*$/.test(key) && dashes === 2) return false
  if (/^[0-9_-]*$/.test(lower) && dashes < 2) return false
  if (/^[0-9b_-]*$/.test(lower) && key.length > 2 && begins(key, '0b')) return false
  if (/^[0-9e._-]*$/.test(lower) && count(key, '.') === 1 && dashes < 3 && count(lower, 'e') < 2) return false
  return !(/^[0-9a-fx_-]*$/.test(lower) && dashes < 2 && key.length > 2 && begins(key, '0x'))
}
