/** Enough to tell images apart; `--json` has the whole. */
export function shortDigest(text: string): string {
  return text.replaceAll(/(sha256:[0-9a-f]{12})[0-9a-f]{52}/g, '$1…')
}
