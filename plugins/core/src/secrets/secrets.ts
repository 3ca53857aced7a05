import {formsOf, isToken} from './forms.js'
import {createFinder, type Finder} from './finder.js'
import {maskStrings} from './mask-strings.js'
import {createSecretStream, type SecretStream} from './secret-stream.js'

/** What must never be seen, and the one way to hide it. One for a context; it learns secrets as they come to be known. */
export interface Secrets {
  /** From now on. Empty values, asterisks and the words of a switch (`true`, `none`) are no secrets. */
  readonly add: (value: string | undefined) => void
  /**
   * For another hider, e.g. a CI's. Called at once with every secret that is known, then with each new one before `add` returns, so before
   * anybody can use it. Always with all of its spellings; one under four characters, which `mask` hides only where it stands alone, has none but itself.
   */
  readonly watch: (listener: (forms: readonly string[]) => void) => void
  /** The text with `****` for every secret in every form of it, and for passwords in URLs. */
  readonly mask: (text: string) => string
  /** A copy of data with every string in it masked; names of fields stay. */
  readonly maskAll: <Value>(value: Value) => Value
  /** For text that arrives in pieces, cut anywhere. */
  readonly stream: () => SecretStream
}

/** Values that everybody can guess: hiding them would hide half of the output and protect nothing. */
const NO_SECRET = /^(?:\**|true|false|yes|no|on|off|none|null|enabled|disabled|default)$/i
const URL_PASSWORD = /(:\/\/[^/\s:@]*:)[^/\s@]+@/g

export function createSecrets(): Secrets {
  const values = new Set<string>()
  const listeners = new Set<(forms: readonly string[]) => void>()
  let finder: Finder | undefined
  const current = () => (finder ??= createFinder([...values].flatMap(formsOf), [...values].filter(isToken)))

  const secrets: Secrets = {
    add(value) {
      const secret = value?.trim()
      if (!secret || NO_SECRET.test(secret) || values.has(secret)) return
      values.add(secret)
      finder = undefined
      for (const tell of listeners) tell(spellingsOf(secret))
    },
    watch(listener) {
      listeners.add(listener)
      for (const secret of values) listener(spellingsOf(secret))
    },
    mask(text) {
      const known = values.size === 0 ? text : createSecretStream(current).end(text)
      return known.replace(URL_PASSWORD, '$1****@')
    },
    maskAll: (value) => maskStrings(value, secrets.mask),
    stream: () => createSecretStream(current),
  }
  return secrets
}

function spellingsOf(secret: string): string[] {
  return [...new Set([secret, ...formsOf(secret).map(({text}) => text)])]
}
