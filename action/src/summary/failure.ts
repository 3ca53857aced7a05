import {type Cause, type Evidence, plainReason, StackError} from '@aws-stack/core'
import {count} from '@aws-stack/kit/hosted'

import {code, codeBlock, escapeMarkdown} from '../markdown.js'
import type {Place, Places} from '../places.js'
import {clip, clipLines} from './clip.js'
import type {Block} from './fit.js'

const REASON = {lines: 40, bytes: 8 * 1024}
const EVIDENCE = {lines: 100, bytes: 24 * 1024}
const MOST = 20

/** Why it failed, what was found out about it, and what to run next: the cause before all that followed from it. */
export function failureBlocks(error: Error, of: string, places: Places): Block[] {
  if (!StackError.is(error)) {
    const trace = error.stack?.includes(error.message) ? error.stack : `${error.message}\n${error.stack ?? ''}`
    return [
      {
        name: `failure of ${of}`,
        rank: 0,
        text: `This is a bug of aws-stack.\n\n${codeBlock(clipLines(trace, REASON))}`,
      },
    ]
  }
  const {message, details, suggestions, ref} = error
  const cause = details['cause'] as Cause | undefined
  const evidence = cause?.evidence ?? ((details['evidence'] ?? []) as Evidence[])
  const place = cause?.template ?? (details['template'] as Place | undefined)
  const facts = [
    ...(cause ? [`Resource: ${code(clip(resourceOf(cause), 400))}`] : []),
    ...(place?.file ? [`Template: ${placeText(place, places)}`] : []),
    ...(typeof details['status'] === 'string' ? [`State: the stack is ${code(details['status'])}`] : []),
    `Code: ${code(error.code)}`,
  ]
  const head = [
    codeBlock(clipLines(cause ? plainReason(cause.reason) : message, REASON)),
    ...(cause?.meaning ? [`**${escapeMarkdown(clip(sentence(cause.meaning), 2000))}**`] : []),
    facts.map((fact) => `- ${fact}`).join('\n'),
  ]
  const next = suggestions.slice(0, MOST).map((command) => clip(command, 1000))
  const heading = goesOnText(details)
  return [
    {name: `failure of ${of}`, rank: 0, text: head.join('\n\n')},
    {
      name: `next commands of ${of}`,
      rank: 1,
      text: [
        ...(next.length > 0 ? [`${heading}\n\n${codeBlock(next.join('\n'), 'sh')}`] : []),
        ...(ref ? [code(clip(ref, 400))] : []),
      ].join('\n\n'),
    },
    ...evidence.slice(0, MOST).map(({title, lines}, index): Block => {
      const text = `${escapeMarkdown(clip(sentence(title), 400))}:\n\n${codeBlock(clipLines(lastOf(lines), EVIDENCE))}`
      return {name: `evidence of ${of}`, rank: 2 + index / 100, text}
    }),
    ...(cause ? [{name: `other failures of ${of}`, rank: 3, text: besideText(cause)}] : []),
  ]
}

/** The end of a log says more than its beginning. */
function lastOf(lines: readonly string[]): string {
  return lines.slice(-EVIDENCE.lines).join('\n')
}

function resourceOf({stack, logicalId, physicalId, type}: Cause): string {
  return [logicalId, type ? `(${type})` : '', physicalId ?? '', `of ${stack}`].filter(Boolean).join(' ')
}

/** With a link, where GitHub has the file. */
function placeText(place: Place, places: Places): string {
  const shown = code(clip(places.shown(place), 400))
  const link = places.link(place)
  return link ? `[${shown}](${link})` : shown
}

function goesOnText({goesOn}: StackError['details']): string {
  if (!Array.isArray(goesOn) || goesOn.length === 0) return 'Run next:'
  const named = goesOn.slice(0, MOST).map((one) => code(clip(String(one), 100)))
  const more = goesOn.length > MOST ? [`and ${goesOn.length - MOST} more`] : []
  return `**It goes on at AWS:** ${[...named, ...more].join(', ')}. Follow it from any machine:`
}

function besideText({also, folded, notLookedAt}: Cause): string {
  const rows = also
    .slice(0, MOST)
    .map(({logicalId, reason}) => `- ${code(clip(logicalId, 200))}: ${code(clip(plainReason(reason), 500))}`)
  const rest = also.length > MOST ? [`- and ${also.length - MOST} more`] : []
  return [
    ...(rows.length > 0 ? [`Also failed:\n\n${[...rows, ...rest].join('\n')}`] : []),
    ...(folded > 0
      ? [`${count(folded, 'other event')} ${folded === 1 ? 'was a consequence' : 'were consequences'}.`]
      : []),
    ...(notLookedAt.length > 0 ? [`Not looked at: ${escapeMarkdown(clip(notLookedAt.join('; '), 2000))}.`] : []),
  ].join('\n\n')
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
