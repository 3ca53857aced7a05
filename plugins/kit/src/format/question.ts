import type {Question} from '@aws-stack/core'

import {paint} from '../paint.js'
import {formatLosses} from './losses.js'
import {formatPlan} from './plan.js'

/** What would happen, then the question itself. */
export function formatQuestion(question: Question): {before: string; question: string} {
  switch (question.type) {
    case 'deploy': {
      const {app, stage, region} = question.plan
      return {before: formatPlan(question.plan), question: `Deploy ${app}, stage ${stage}, in ${region}?`}
    }
    case 'stop':
    case 'restart': {
      const {type, app, stage, region, losses} = question
      const verb = type === 'stop' ? 'Stop' : 'Restart'
      return {
        before: formatLosses(losses).join('\n'),
        question: `${verb} the server of ${app}, stage ${stage}, in ${region}?`,
      }
    }
    case 'destroy': {
      const {app, stage, region, stacks, losses} = question
      const before = ['would be deleted, in this order', ...stacks.map((stack) => `  ${paint.removed('-')} ${stack}`)]
      if (losses.length > 0) before.push('', ...formatLosses(losses))
      return {before: before.join('\n'), question: `Destroy ${app}, stage ${stage}, in ${region}?`}
    }
  }
}
