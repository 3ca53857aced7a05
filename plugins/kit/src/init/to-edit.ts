import type {AppDefinition, SettingsEdit} from '@aws-stack/core'

const PLACE: Readonly<Record<string, string>> = {
  stage: 'Copy of each app in the account.',
  region: 'AWS region.',
  account: 'The only account that commands may work in.',
}

/** The answers as lines of the file, each with what it is; the app's other settings as comments. */
export function toEdit<Config, Facts>(
  {name, settings: {shape}}: AppDefinition<Config, Facts>,
  place: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, string | readonly string[]>>,
): SettingsEdit {
  const about = (key: string) => shape[key]?.description ?? key
  return {
    place: Object.entries(place).map(([key, value]) => ({key, value, about: PLACE[key] ?? key})),
    app: name,
    own: Object.entries(settings).map(([key, value]) => ({key, value, about: about(key)})),
    others: Object.entries(shape)
      .filter(([key]) => settings[key] === undefined)
      .map(([key, schema]) => ({
        key,
        value: defaultOf(schema.safeParse(undefined).data),
        about: about(key),
      })),
  }
}

function defaultOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(', ')}]`
  return typeof value === 'string' ? value : ''
}
