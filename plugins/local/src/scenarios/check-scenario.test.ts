import assert from 'node:assert/strict'

import {problemsOf, requireScenario} from './check-scenario.js'

const GOOD = {
  name: 'good',
  summary: 'Nothing happens.',
  sources: [],
  stacks: [{name: 'app', status: 'CREATE_COMPLETE'}],
  plays: [],
  ending: {after: []},
}

describe('problemsOf', () => {
  it('has nothing to say about a scenario that can be played', () => {
    assert.deepEqual(problemsOf(GOOD), [])
    assert.equal(requireScenario(GOOD), GOOD)
  })

  const wrong: readonly (readonly [words: string, scenario: unknown, problem: RegExp])[] = [
    ['what is no object', [1], /a scenario is an object, not \[1\]$/],
    ['a missing name', {...GOOD, name: ''}, /a scenario needs a name/],
    ['a speed that is none', {...GOOD, speed: -1}, /speed is -1: it must be a number above 0/],
    ['stacks that are no list', {...GOOD, stacks: {}}, /stacks is not a list/],
    ['a play without a cue', {...GOOD, plays: [{beats: []}]}, /play 1 has no cue/],
    ['a play without beats', {...GOOD, plays: [{on: 'load'}]}, /play 1 has no beats/],
    ['an unknown beat', playing({at: 0, do: 'dance'}), /do is "dance": it must be one of stack, /],
    ['a beat without its time', playing({do: 'log', group: 'a', stream: 'b', message: 'c'}), /at is undefined/],
    ['a beat without what it needs', playing({at: 0, do: 'stack', stack: 'app'}), /stack needs status/],
    ['a stack that is not there', playing({at: 0, do: 'stack', stack: 'b', status: 'X'}), /there is no stack b/],
    ['a service that is not there', playing({at: 0, do: 'rollout', service: 'b'}), /there is no service b/],
    ['a stack that nobody named', playing({at: 0, do: 'stack', status: 'X'}), /stack needs stack: nobody called/],
    ['a note without content', playing({at: 0, do: 'note', stack: 'app'}), /note needs hook or validation/],
    [
      'a cue of a profile that is not there',
      {...GOOD, plays: [{on: {operation: 'StartDeployment', profile: 'b'}, beats: []}]},
      /play 1: there is no profile b to begin at/,
    ],
    [
      'a profile that is not there',
      playing({at: 0, do: 'config-upload', profile: 'b', content: '{}'}),
      /there is no profile b/,
    ],
    ['a rollback without its reason', playing({at: 0, do: 'config-rollback', environment: 'prod'}), /needs reason/],
    [
      'a version that runs and is not there',
      {
        ...GOOD,
        configs: [{name: 'app', environments: [{name: 'prod'}], profiles: [{name: 'p', running: {prod: 1, dev: 1}}]}],
      },
      /p has no version 1 to run; p runs in dev, which the application does not have/,
    ],
    [
      'an application without profiles',
      {...GOOD, configs: [{name: 'app', environments: []}]},
      /needs environments and/,
    ],
  ]

  for (const [words, scenario, problem] of wrong) {
    it(`names ${words}`, () => {
      assert.match(problemsOf(scenario).join('; '), problem)
      assert.throws(() => requireScenario(scenario), problem)
    })
  }
})

function playing(beat: object): unknown {
  return {...GOOD, plays: [{on: 'load', beats: [beat]}]}
}
