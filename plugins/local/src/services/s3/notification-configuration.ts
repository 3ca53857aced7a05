import {randomUUID} from 'node:crypto'

/** Of one destination of a bucket's events. */
export interface Notification {
  readonly id: string
  readonly kind: 'lambda' | 'queue' | 'topic'
  readonly arn: string
  /** `s3:ObjectCreated:*` */
  readonly events: readonly string[]
  readonly prefix: string
  readonly suffix: string
}

export interface NotificationConfiguration {
  /** As it was put; S3 gives it back so. */
  readonly xml: string
  readonly notifications: readonly Notification[]
  readonly eventBridge: boolean
}

const KINDS = {CloudFunction: 'lambda', Queue: 'queue', Topic: 'topic'} as const

/** "PutBucketNotificationConfiguration" in the Amazon S3 API Reference: flat elements, so that no parser is needed. */
export function readNotifications(body: string): NotificationConfiguration {
  const xml = withIds(body)
  const notifications = Object.entries(KINDS).flatMap(([name, kind]) =>
    elements(xml, `${name}Configuration`).map((one): Notification => {
      const rules = elements(one, 'FilterRule')
      const rule = (wanted: string) =>
        rules.filter((text) => element(text, 'Name').toLowerCase() === wanted).map((text) => element(text, 'Value'))[0]
      return {
        id: element(one, 'Id'),
        kind,
        arn: element(one, name),
        events: elements(one, 'Event').map(unescape),
        prefix: rule('prefix') ?? '',
        suffix: rule('suffix') ?? '',
      }
    }),
  )
  return {xml, notifications, eventBridge: /<EventBridgeConfiguration\b/.test(xml)}
}

/** Whether an event (`ObjectCreated:Put`) of a key is wanted. */
export function isWanted({events, prefix, suffix}: Notification, event: string, key: string): boolean {
  const [kind] = event.split(':')
  const named = events.some((one) => one === `s3:${event}` || one === `s3:${kind}:*`)
  return named && key.startsWith(prefix) && key.endsWith(suffix)
}

/** S3 gives an id to what has none. */
function withIds(xml: string): string {
  return xml.replaceAll(
    /<((?:CloudFunction|Queue|Topic)Configuration)>([\s\S]*?)<\/\1>/g,
    (whole, name: string, inner: string) =>
      inner.includes('<Id>') ? whole : `<${name}><Id>${randomUUID()}</Id>${inner}</${name}>`,
  )
}

function elements(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, 'g'))].map(([, inner = '']) => inner)
}

function element(xml: string, name: string): string {
  return unescape(elements(xml, name)[0] ?? '')
}

function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
    .trim()
}
