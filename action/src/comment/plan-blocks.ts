import type {PlanResult, ResourceChange} from '@aws-stack/core'
import {formatPlanSections, type PlanSection} from '@aws-stack/kit/hosted'

import {code, withoutControls} from '../markdown.js'
import type {Block} from './fill-parts.js'

/** Longer lines are cut: their values are in the result of the command. */
const LONGEST_LINE = 500

/** What a plan changes, section by section, as the command itself tells it; what is replaced or removed first. */
export function planBlocks(plan: PlanResult): Block[] {
  const stacks = plan.stacks.map((stack) => ({...stack, changes: stack.changes.toSorted(byDanger)}))
  return formatPlanSections({...plan, stacks})
    .filter(isChanging)
    .map(blockOf)
}

function byDanger(one: ResourceChange, other: ResourceChange): number {
  return dangerOf(one) - dangerOf(other)
}

function dangerOf({action, replacement}: ResourceChange): number {
  if (replacement === 'True') return 0
  if (action === 'remove') return 1
  return replacement === 'Conditional' ? 2 : 3
}

function isChanging({items, stack}: PlanSection): boolean {
  return items.some(({changes}) => changes) || (stack !== undefined && stack.action !== 'none')
}

function blockOf({title, items, stack}: PlanSection): Block {
  const changes = items.filter((item) => item.changes).length
  const what = stack ? `${code(cut(stack.part, 100))} ${stack.action}` : title
  const told = items.map((item) => ({text: item.lines.map(toDiff).join('\n'), changes: item.changes}))
  return {
    summary: `${what}: ${changes} ${changes === 1 ? 'change' : 'changes'}`,
    items: told.length > 0 ? told : [{text: '  no resource changes', changes: false}],
  }
}

/** Of a `diff`: the mark in the first column gives the line its colour. `!` is yellow. */
const COLOURS: Readonly<Record<string, string>> = {'+': '+', '-': '-', '~': '!', '±': '-'}

function toDiff(line: string): string {
  const text = cut(withoutControls(line).replaceAll(/[\r\n]+/g, ' '), LONGEST_LINE)
  const [, indent = '', mark = ''] = /^( +)([-+~±]) /.exec(text) ?? []
  const colour = COLOURS[mark]
  if (colour === undefined) return text.replace(/^[-+!@#]/, ' $&')
  return `${colour}${indent.slice(1)}${mark === '±' ? mark : ' '}${text.slice(indent.length + 1)}`
}

export function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
