/** Programs by how much there is of something. */
export const GROWTH: Readonly<Record<string, (count: number) => string>> = {
  'array elements': (n) => `std.foldl(function(sum, i) sum + i, std.map(function(i) i + 1, std.range(1, ${n})), 0)`,
  'elements printed': (n) => `[i * 2 for i in std.range(1, ${n})]`,
  'elements sorted': (n) => `std.length(std.sort([(i * 7919) % 100003 for i in std.range(1, ${n})]))`,
  'sets united': (n) => `std.length(std.setUnion(std.set(std.range(1, ${n})), std.set(std.range(5, ${n}))))`,
  'strings joined': (n) => `std.length(std.join(',', ['item-%d' % i for i in std.range(1, ${n})]))`,
  'object fields': (n) =>
    `local o = {['f%d' % i]: i for i in std.range(1, ${n})}; std.length([o[f] for f in std.objectFields(o)])`,
  'objects added': (n) => `std.length(std.foldl(function(o, i) o + {['f%d' % i]: i}, std.range(1, ${n}), {}))`,
  'added where absent': (n) =>
    `std.length(std.foldl(function(o, i) if 'f%d' % i in o then o else o + {['f%d' % i]: i}, std.range(1, ${n}), {}))`,
  'fields patched': (n) =>
    `std.length(std.mergePatch({['f%d' % i]: {x: i} for i in std.range(1, ${n})}, {['f%d' % i]: {y: i} for i in std.range(1, ${n})}))`,
  'fields pruned': (n) => `std.length(std.prune({['f%d' % i]: {x: i, y: null} for i in std.range(1, ${n})}))`,
}

/** A file of each number, which imports that of the number below. */
export function chainedImport(_: string, path: string): {path: string; content: string} {
  return {path, content: path === '0' ? '{a: 1}' : `(import '${Number(path) - 1}') + {a+: 1}`}
}
