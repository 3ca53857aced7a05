import type {z} from 'zod'

type Shape = Readonly<Record<string, z.ZodType>>

/** Flags and variables give a list as one text, with commas: `workbucket, dashboard`. */
export function splitLists(shape: Shape, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, isList(shape[key]) ? toList(value) : value]),
  )
}

function isList(schema: z.ZodType | undefined): boolean {
  return schema?.safeParse([]).success ?? false
}

function toList(value: unknown): unknown {
  if (typeof value !== 'string') return value
  return value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
}
