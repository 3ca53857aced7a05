import prettier from 'eslint-config-prettier'
import tseslint from 'typescript-eslint'

const SDK = {
  group: ['@aws-sdk/*', '@smithy/*'],
  message: 'Only core/src/aws and the local AWS talk to AWS; use a port of the Context.',
}
const OCLIF = {group: ['@oclif/*'], message: 'Import what a command needs from @aws-stack/kit: one copy of oclif.'}
const ZOD = {regex: '^zod(/|$)', message: 'Take z from @aws-stack/core/zod: one copy of zod.'}
const ACTIONS = {group: ['@actions/*'], message: 'Only the action knows GitHub.'}
const DOCKER = {
  group: ['dockerode', 'tar-stream', '@balena/dockerignore'],
  message: 'Only core/src/docker and the local AWS talk to Docker.',
}
const PLUGINS = {group: ['@aws-stack/plugin-*', 'aws-stack'], message: 'A plugin is never imported by another room.'}
/** Of the action, which runs the CLI's commands. */
const PLUGIN = {group: ['@aws-stack/plugin-*'], message: 'The list of plugins is made by the bundler.'}
const LOCAL = {
  group: ['@aws-stack/local', '@aws-stack/local/*'],
  message: 'Nothing depends on the local AWS; kit finds it by its state file.',
}
const KIT = {group: ['@aws-stack/kit', '@aws-stack/kit/*'], message: 'The engine knows no terminal.'}
const CORE = {
  group: ['@aws-stack/core', '@aws-stack/core/*'],
  message: 'The local AWS does not know the engine it is used to test.',
}

const OTHERS = {
  regex: '^(?!node:|\\.)',
  message: 'The language knows Node alone: it has no dependencies.',
}

/** Lazy clients: only types at the top. */
const lazy = (rule) => ({
  ...rule,
  allowTypeImports: true,
  message: 'Take it by `await import()` when a run needs it; only types at the top.',
})

const room = (files, patterns, extra = {}) => ({
  files,
  ignores: ['**/*.test.ts'],
  rules: {'@typescript-eslint/no-restricted-imports': ['error', {patterns}], ...extra},
})

const noTerminal = {
  'no-console': 'error',
  'no-restricted-properties': [
    'error',
    {object: 'process', property: 'env', message: 'The environment is read at the edge (kit, action).'},
    {object: 'process', property: 'exit', message: 'Throw a StackError.'},
    {object: 'process', property: 'stdout', message: 'The engine speaks through its Host.'},
    {object: 'process', property: 'stderr', message: 'The engine speaks through its Host.'},
  ],
}

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/bundle/**',
      'action/build/**',
      '**/node_modules/**',
      '**/*.js',
      '**/*.mjs',
      '**/*.cjs',
      '**/*.d.ts',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        {fixStyle: 'inline-type-imports', disallowTypeAnnotations: false},
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', {considerDefaultExhaustiveForUnions: true}],
      '@typescript-eslint/no-unused-vars': ['error', {argsIgnorePattern: '^_', ignoreRestSiblings: true}],
      '@typescript-eslint/require-await': 'off',
      'no-restricted-syntax': [
        'error',
        {selector: 'ExportAllDeclaration[exportKind="value"]', message: 'A barrel is written out by name.'},
        {selector: 'ExportDefaultDeclaration', message: 'Named exports; only a command is a default export.'},
      ],
      'max-lines': ['error', {max: 250, skipBlankLines: true, skipComments: true}],
    },
  },
  {
    files: ['plugins/*/src/commands/**/*.ts', 'plugins/kit/src/help.ts'],
    rules: {'no-restricted-syntax': 'off', 'max-lines': ['error', 80]},
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    rules: {'max-lines': 'off', 'no-console': 'off', '@typescript-eslint/no-floating-promises': 'error'},
  },
  room(['plugins/core/src/**/*.ts'], [OCLIF, ACTIONS, KIT, LOCAL, PLUGINS, SDK, DOCKER], noTerminal),
  room(['plugins/core/src/aws/**/*.ts'], [OCLIF, ACTIONS, KIT, LOCAL, PLUGINS, DOCKER, lazy(SDK)], noTerminal),
  room(['plugins/core/src/docker/**/*.ts'], [OCLIF, ACTIONS, KIT, LOCAL, PLUGINS, SDK, lazy(DOCKER)], noTerminal),
  room(['plugins/jsonnet/src/**/*.ts'], [OTHERS], noTerminal),
  room(['plugins/kit/src/**/*.ts'], [SDK, ACTIONS, LOCAL, PLUGINS, DOCKER]),
  room(['plugins/cli/src/**/*.ts'], [SDK, OCLIF, ACTIONS, LOCAL, PLUGINS, DOCKER]),
  room(['plugins/{vast,substation}/src/**/*.ts'], [SDK, OCLIF, ZOD, ACTIONS, LOCAL, PLUGINS, DOCKER]),
  room(['action/src/**/*.ts'], [SDK, OCLIF, ZOD, LOCAL, PLUGIN, DOCKER]),
  room(['plugins/local/src/**/*.ts'], [OCLIF, ACTIONS, PLUGINS, CORE]),
)
