export type {Beat, Effect, TroubleKind} from './beats.js'
export {BadScenario, problemsOf} from './check-scenario.js'
export {type Clock, createClock} from './clock.js'
export {findScenario, library} from './library/index.js'
export {STACK_STATUSES, stackIn, type StackStatus} from './library/stack-statuses.js'
export {type PlayedScenario, type PlayOptions, playScenario} from './play-scenario.js'
export type {PlayedCall} from './player/player.js'
export type {Cue, Ending, Play, Scenario} from './scenario.js'
export type {
  ConfigApplicationScene,
  ConfigProfileScene,
  ConfigStrategyScene,
  DeploymentScene,
  FunctionScene,
  LogScene,
  ResourceScene,
  ServiceScene,
  StackScene,
  TaskScene,
} from './scenes.js'
