const SECRET_NAME = /secret|token|passw|credential|auth|(?:api|access|private|signing|encryption)_?key/i
/** Shorter ones (`1`, `yes`) would take half the log with them. */
const SHORTEST = 4

export type Mask = (text: string) => string

/** Hides the values of build arguments with a secret's name, the further `secrets`, and passwords in URLs. */
export function maskSecrets(buildArgs: Readonly<Record<string, string>>, secrets: readonly string[] = []): Mask {
  const named = Object.entries(buildArgs).flatMap(([name, value]) => (SECRET_NAME.test(name) ? [value] : []))
  const hidden = [...named, ...secrets]
    // A private key is logged line by line.
    .flatMap((value) => value.split(/\r?\n/))
    .map((line) => line.trim())
    .filter((line) => line.length >= SHORTEST)
    .toSorted((one, other) => other.length - one.length)
  return (text) =>
    hidden
      .reduce((masked, secret) => masked.replaceAll(secret, '****'), text)
      .replace(/(:\/\/[^/\s:@]*:)[^/\s@]+@/g, '$1****@')
}
