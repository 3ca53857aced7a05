import assert from 'node:assert/strict'
import {readFile} from 'node:fs/promises'

import {type PlanResult, type ResourceChange, StackError} from '@aws-stack/core'
import fc from 'fast-check'

import {formatReport, LARGEST_COMMENT} from './format-report.js'
import {depthOf} from './markdown-depth.fixture.js'
import type {PullRequest} from './pull-request.js'
import type {Report} from './report.js'
import {samplePlan} from './sample-plan.fixture.js'

const pull: PullRequest = {
  owner: 'acme',
  repo: 'pipeline',
  number: 7,
  commit: 'ffac537e6cbbf934b08745a378932722df287a53',
  fromFork: false,
  url: 'https://github.com/acme/pipeline/pull/7',
  runUrl: 'https://github.com/acme/pipeline/actions/runs/4711/attempts/1',
  run: 4711,
  attempt: 1,
}
const at = new Date('2026-11-22T04:45:12Z')
const place = {app: 'vast', stage: 'dev', region: 'eu-west-1'}

function planOf(changes: readonly ResourceChange[], rest: Partial<PlanResult> = {}): PlanResult {
  const stack = {part: 'server', name: 'vast-dev-server', action: 'update' as const, changes, unknown: {}}
  return {...place, changed: true, images: [], stacks: [stack], configs: [], losses: [], ...rest}
}

function change(logicalId: string, rest: Partial<ResourceChange> = {}): ResourceChange {
  return {logicalId, type: 'AWS::SQS::Queue', action: 'add', properties: [], ...rest}
}

function comments(plan: PlanResult | undefined, rest: Partial<Report> = {}): string[] {
  return formatReport({...place, parts: [], verb: 'plan', ...(plan && {plan}), ...rest}, pull, at)
}

describe('a comment on a plan', () => {
  it('tells the sum, what would be lost and replaced, then the stacks, then each change folded', () => {
    const replaced = change('FileSystem', {
      type: 'AWS::EFS::FileSystem',
      action: 'modify',
      replacement: 'True',
      properties: [{path: 'Properties.Encrypted', before: 'false', after: 'true', recreation: 'Always'}],
    })
    const plan = planOf([change('Queue'), change('Rule', {action: 'remove'}), replaced], {
      losses: [
        {
          part: 'server',
          logicalId: 'FileSystem',
          resourceType: 'AWS::EFS::FileSystem',
          physicalId: 'fs-1',
          grave: true,
          reason: 'is replaced by an empty one: all imported events',
        },
      ],
    })

    const [comment, ...more] = comments(plan)

    assert.equal(more.length, 0)
    assert.equal(
      comment,
      `<!-- aws-stack vast/dev/eu-west-1 part=1/1 run=4711.1 -->
### <code>vast</code> · stage <code>dev</code> · <code>eu-west-1</code>

**1 stack to update; 1 resource to add, 1 resource to replace, 1 resource to remove**

> [!CAUTION]
> **Would be lost for good**
>
> - <code>server/FileSystem</code> <code>AWS&#58;&#58;EFS&#58;&#58;FileSystem</code> <code>fs-1</code> **is replaced by an empty one&#58; all imported events**

> [!WARNING]
> **Would be replaced or removed**
>
> - <code>server/Rule</code> <code>AWS&#58;&#58;SQS&#58;&#58;Queue</code> is removed

| Stack |  | add | change | replace | remove | may change |
| :-- | :-- | --: | --: | --: | --: | --: |
| <code>server</code> | update | 1 |  | 1 | 1 |  |

<details open><summary><code>server</code> update: 3 changes</summary>

\`\`\`diff
- ±  FileSystem  AWS::EFS::FileSystem  CloudFormation will replace it
!        Properties.Encrypted  false → true  forces the replacement
-    Rule        AWS::SQS::Queue
+    Queue       AWS::SQS::Queue
\`\`\`

</details>

To deploy it, with \`--force\` since data would be lost:

\`\`\`sh
aws-stack vast:deploy --stage dev --region eu-west-1
\`\`\`

<sub>Plan of commit [<code>ffac537</code>](https://github.com/acme/pipeline/pull/7/commits/ffac537e6cbbf934b08745a378932722df287a53) by [this run](https://github.com/acme/pipeline/actions/runs/4711/attempts/1), 2026-11-22 04:45 UTC</sub>`,
    )
  })

  it('is what the documentation shows', async () => {
    const page = await readFile(new URL('../../../docs/action/comment.md', import.meta.url), 'utf8')

    const [comment = ''] = comments(samplePlan, samplePlan)

    assert.ok(page.includes(comment), comment)
  })

  it('says that nothing changes', () => {
    const [comment = ''] = comments(planOf([], {changed: false, stacks: []}))

    assert.match(comment, /\*\*Nothing to change\.\*\*/)
    assert.doesNotMatch(comment, /To deploy/)
  })

  it('tells a failure with its cause, and what was planned where it was', () => {
    const failed = new StackError('STACK_FAILED', 'vast-dev-server failed at Queue: @alice <b>')

    const [alone = ''] = comments(undefined, {error: failed})
    const [both = ''] = comments(planOf([change('Queue')]), {error: failed, verb: 'deploy'})

    assert.match(alone, /> \*\*The plan failed\*\*\n\n```\nError: vast-dev-server failed at Queue: @alice <b>\n/)
    assert.match(both, /The deploy failed/)
    assert.match(both, /Queue {2}AWS::SQS::Queue/)
  })

  it('tells a refusal from a failure', () => {
    const [comment = ''] = comments(planOf([change('Queue')]), {error: new StackError('DECLINED', 'declined')})

    assert.match(comment, /\[!WARNING\]\n> \*\*The plan was refused\*\*/)
  })

  it('says of a deploy that goes on what would come of it', () => {
    const plan = planOf([change('Rule', {action: 'remove'})])

    const [comment = ''] = comments(plan, {verb: 'deploy', goesOn: true})

    assert.match(comment, /\*\*Deploying:\*\* 1 stack to update/)
    assert.match(comment, /Would be replaced or removed/)
    assert.doesNotMatch(comment, /To deploy/)
  })

  it('says that it was deployed', () => {
    const [comment = ''] = comments(planOf([change('Queue')]), {verb: 'deploy'})

    assert.match(comment, /\*\*Deployed:\*\* 1 stack to update; 1 resource to add\./)
    assert.doesNotMatch(comment, /To deploy/)
  })

  it('has 3,000 changes in parts, folded, and counts those that no part has', () => {
    const few = Array.from({length: 3000}, (_, index) => change(`Resource${index}X`))
    const properties = Array.from({length: 3}, (_, index) => ({
      path: `Properties.Setting${index}`,
      before: 'a'.repeat(100),
      after: 'b'.repeat(100),
    }))
    const many = few.map((one) => ({...one, action: 'modify' as const, properties}))

    const whole = comments(planOf(few))
    const cut = comments(planOf(many))

    assert.equal(countIn(whole), 3000)
    assert.ok(whole.length > 1 && whole.every((part) => part.length <= LARGEST_COMMENT && depthOf(part) === 0))
    assert.doesNotMatch(whole.join('\n'), /not shown here/)
    assert.equal(cut.length, 5)
    assert.ok(cut.every((part) => part.length <= LARGEST_COMMENT && depthOf(part) === 0))
    const leftOut = Number(/\*\*(\d+) more changes are not shown here/.exec(cut.at(-1) ?? '')?.[1])
    assert.equal(countIn(cut) + leftOut, 3000)
    assert.match(cut[1] ?? '', /part=2\/5 .*\n### .*\(2 of 5\)\n\n<details><summary>.*\(continued\)<\/summary>/)
  })

  it('is whole and fits, whatever the plan holds', () => {
    const odd = fc.oneof(
      fc.constantFrom('```', '````\n</details>', '-->', '@alice', '| a |', '#1', '<img src=x>', '\u001B[31m', '😀'),
      fc.string({unit: 'binary', maxLength: 60}),
      fc.constant('x'.repeat(600)),
    )
    const property = fc.record({path: odd, before: odd, after: odd, recreation: fc.constantFrom('Always', 'Never')})
    const changes = fc.record({
      type: odd,
      action: fc.constantFrom('add', 'modify', 'remove', 'may-change'),
      replacement: fc.constantFrom('True', 'False', 'Conditional'),
      properties: fc.array(property, {maxLength: 5}),
    })
    const some = fc.array(changes, {maxLength: 12})

    fc.assert(
      fc.property(some, fc.integer({min: 1, max: 60}), odd, odd, (found, times, part, reason) => {
        const many = Array.from({length: times}, () => found).flat()
        const numbered = many.map((one, index) => ({...one, logicalId: `Resource${index}X`}))
        const loss = {part, logicalId: 'a', resourceType: reason, physicalId: reason, grave: true, reason}
        const plan = planOf(numbered, {losses: Array.from({length: times}, () => loss)})
        const stacks = plan.stacks.map((stack) => ({...stack, part}))

        const parts = comments({...plan, stacks}, {error: new StackError('STACK_FAILED', reason)})

        for (const one of parts) {
          assert.ok([...one].length <= LARGEST_COMMENT)
          assert.equal(depthOf(one), 0)
          assert.ok(one.isWellFormed())
        }
        const leftOut = Number(/\*\*(\d+) more changes are not shown here/.exec(parts.at(-1) ?? '')?.[1] ?? 0)
        assert.equal(countIn(parts) + leftOut, numbered.length)
      }),
      {numRuns: 30},
    )
  })
})

/** Of resources that are told, folded, with their row. */
function countIn(parts: readonly string[]): number {
  const rows = parts.flatMap((part) => part.split('\n').filter((line) => /^[-+!? ] [±? ] {2}Resource\d+X/.test(line)))
  return new Set(rows.map((row) => /Resource\d+X/.exec(row)?.[0])).size
}
