import assert from 'node:assert/strict'

import fc from 'fast-check'

import {createSecrets, type Secrets} from './secrets.js'

function knowing(...values: string[]): Secrets {
  const secrets = createSecrets()
  for (const value of values) secrets.add(value)
  return secrets
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
const base64url = (text: string) => Buffer.from(text).toString('base64url')

/** Spellings in which a program may print a secret. None of them must come through. */
const SPELLINGS: ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => JSON.stringify(secret),
  (secret) => JSON.stringify({nested: JSON.stringify({secret})}),
  encodeURIComponent,
  encodeURI,
  (secret) => encodeURIComponent(secret).replaceAll(/%../g, (code) => code.toLowerCase()),
  (secret) => new URLSearchParams({secret}).toString(),
  base64,
  base64url,
  (secret) => base64(`u:${secret}`),
  (secret) => base64(`us:${secret}`),
  (secret) => base64url(`AWS:${secret}:x`),
  (secret) => base64(JSON.stringify({auth: secret})),
  (secret) => Buffer.from(secret).toString('hex'),
  (secret) => `'${secret.replaceAll("'", `'\\''`)}'`,
]

/** As people and generators make them: special characters, several scripts, sometimes many lines. */
const password = fc
  .string({unit: fc.constantFrom(...'abcXYZ0189 /+=&%$"\'\\<>:@é€漢!?-_.~;#,'), minLength: 4, maxLength: 40})
  .map((text) => text.trim())
  .filter((text) => text.length >= 4)
const noise = fc.string({unit: fc.constantFrom(...'klmnopq 234567\n'), maxLength: 20})

/** The same text in pieces. */
function pieces(text: string, sizes: readonly number[]): string[] {
  const result: string[] = []
  for (let at = 0, next = 0; at < text.length; next += 1) {
    const size = Math.max(1, sizes[next % sizes.length] ?? 1)
    result.push(text.slice(at, at + size))
    at += size
  }
  return result
}

function streamed(secrets: Secrets, parts: readonly string[]): string {
  const stream = secrets.stream()
  return parts.map((part) => stream.write(part)).join('') + stream.end()
}

describe('secrets', () => {
  it('are hidden in every spelling, wherever they stand', () => {
    fc.assert(
      fc.property(password, fc.constantFrom(...SPELLINGS), noise, noise, (secret, spell, before, after) => {
        const shown = spell(secret)

        const masked = knowing(secret).mask(`${before}${shown}${after}`)

        assert.ok(masked.includes('****'), masked)
        assert.ok(!masked.includes(shown) && !masked.includes(secret), masked)
      }),
      {numRuns: 2000},
    )
  })

  it('are hidden alike however the text is cut', () => {
    const text = fc.array(
      fc.oneof(
        noise,
        fc.tuple(fc.nat(2), fc.constantFrom(...SPELLINGS)).map(([which, spell]) => ({which, spell})),
      ),
      {maxLength: 8},
    )
    fc.assert(
      fc.property(
        fc.array(fc.oneof(password, fc.string({unit: fc.constantFrom(...'kl2'), minLength: 1, maxLength: 6})), {
          minLength: 3,
          maxLength: 3,
        }),
        text,
        fc.array(fc.integer({min: 1, max: 9}), {minLength: 1}),
        (values, parts, sizes) => {
          const secrets = knowing(...values)
          const whole = parts
            .map((part) => (typeof part === 'string' ? part : part.spell(values[part.which] ?? '')))
            .join('')

          assert.equal(streamed(secrets, pieces(whole, sizes)), secrets.stream().end(whole))
        },
      ),
      {numRuns: 2000},
    )
  })

  it('are hidden once: masking the masked changes nothing', () => {
    fc.assert(
      fc.property(fc.array(password, {minLength: 1, maxLength: 3}), noise, (values, between) => {
        const secrets = knowing(...values)

        const masked = secrets.mask(values.flatMap((value) => [between, value, base64(value), value]).join(between))

        assert.equal(secrets.mask(masked), masked)
      }),
    )
  })

  it('leave text without them as it is', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary'}), fc.array(fc.nat(7), {minLength: 1}), (text, sizes) => {
        const secrets = knowing('\u{1F511}correct horse battery')

        assert.equal(secrets.stream().end(text), text)
        assert.equal(streamed(secrets, pieces(text, sizes)), text)
      }),
    )
  })

  it('leave data of the same shape, so that JSON stays JSON', () => {
    fc.assert(
      fc.property(password, fc.jsonValue(), (secret, value) => {
        const document = {note: `it is ${secret}`, list: [secret, value], count: 3}

        const masked = knowing(secret).maskAll(document)

        assert.deepEqual(Object.keys(JSON.parse(JSON.stringify(masked)) as object), ['note', 'list', 'count'])
        assert.ok(!JSON.stringify([masked.note, masked.list[0]]).includes(JSON.stringify(secret).slice(1, -1)))
        assert.equal(masked.count, 3)
      }),
    )
  })

  it('of fewer than four characters are hidden where they stand alone', () => {
    const {mask} = knowing('abc', '7')

    assert.equal(
      mask('abc "abc" pw=abc, 7 of 70 tabcd abc-dev abc'),
      '**** "****" pw=****, **** of 70 tabcd abc-dev ****',
    )
  })

  it('are no empty values, asterisks and words of a switch', () => {
    const {mask} = knowing('', '****', 'true', 'none', ' ')

    assert.equal(mask('true **** none'), 'true **** none')
  })

  it('of many lines are hidden line by line too', () => {
    const {mask} = knowing('-----BEGIN KEY-----\r\nMIIEvQIBADANBg\nk=\n-----END KEY-----\n')

    assert.equal(mask('  MIIEvQIBADANBg\nk='), '  ****\nk=')
  })

  it('leave no bits of them beside what is hidden of a longer base64 text', () => {
    const {mask} = knowing('s3cr3t!')

    assert.equal(mask(`Authorization: Basic ${base64('AWS:s3cr3t!')}`), 'Authorization: Basic QVdTO****=')
  })

  it('that overlap are hidden by one mask', () => {
    assert.equal(knowing('abcdef', 'defghi', 'cd__').mask('xabcdefghi'), 'x****')
  })

  it('that are found out later are hidden from then on', () => {
    const secrets = createSecrets()
    const stream = secrets.stream()
    const early = stream.write('hunter22 ')

    secrets.add('hunter22')

    assert.equal(early + stream.write('hunt') + stream.write('er22 ') + stream.end(), 'hunter22 **** ')
  })

  it('are told to who watches, the known ones at once and each new one once, before it can be used', () => {
    const secrets = knowing('hunter22')
    const told: string[] = []
    const watch = (forms: readonly string[]) => void told.push(forms[0] ?? '')

    secrets.watch(watch)
    const known = [...told]
    secrets.add(' s3cr3t! ')
    const then = [...told]
    for (const value of ['hunter22', 's3cr3t!', 'true', '', undefined, 'ab']) secrets.add(value)

    assert.deepEqual(known, ['hunter22'])
    assert.deepEqual(then, ['hunter22', 's3cr3t!'])
    assert.deepEqual(told, ['hunter22', 's3cr3t!', 'ab'])
  })

  it('are told with every spelling that masking knows: hiding those alone shows none of them', () => {
    fc.assert(
      fc.property(password, fc.constantFrom(...SPELLINGS), (secret, spelled) => {
        fc.pre(!/^(?:\**|true|false|none|null)$/i.test(secret))
        const secrets = createSecrets()
        const forms: string[] = []
        secrets.watch((told) => void forms.push(...told))
        secrets.add(secret)

        const seen = spelled(secret)

        assert.ok(
          forms.some((form) => seen.includes(form)),
          `nobody was told of ${seen}`,
        )
      }),
    )
  })

  it('in URLs are hidden without being known', () => {
    const {mask} = createSecrets()

    assert.equal(mask('GET https://me:pass@host/x http://host:80/y@z'), 'GET https://me:****@host/x http://host:80/y@z')
  })

  it('are shown no part of a line that cannot hold one any longer', () => {
    const stream = knowing('hunter22').stream()

    assert.equal(stream.write('a line\n'), 'a line\n')
    assert.equal(stream.write('a hun'), 'a ')
    assert.equal(stream.write('dred\n'), 'hundred\n')
  })

  it('by the hundred take no time in megabytes of log', () => {
    const secrets = knowing(...Array.from({length: 300}, (_, index) => `${index}-pass-${'x'.repeat(24)}-é/${index}`))
    const log = 'GET /v2/library/pass/through HTTP/1.1 200 17-pass of 300 in 12 ms\n'.repeat(32_000)
    secrets.mask('warm')

    const began = performance.now()
    const masked = secrets.mask(log)

    assert.equal(masked, log)
    assert.ok(performance.now() - began < 3000, `${performance.now() - began} ms`)
  })
})
