/** How a pattern of CloudWatch's begins: JSON, columns, a phrase, an optional or an unwanted term, a regular expression. */
const PATTERN = /^[{["?%-]/

/** Plain text is looked for as it is, as one phrase; what begins as a pattern of CloudWatch's is one. */
export function toFilterPattern(text: string): string {
  return PATTERN.test(text) ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}
