// Steps of a pipeline as configurations write them: defaults that are patched and pruned again and again, ids from checksums.
local sub = {
  patterns: {transform: {conditional(condition, transform): {type: 'meta_switch', settings: {cases: [{condition: condition, transforms: [transform]}]}}}},
  helpers: {
    abbv(settings): std.mergePatch(settings, {object: $.helpers.abbv_obj(if std.objectHas(settings, 'object') then settings.object else null), obj: null}),
    abbv_obj(s): if s == null then null else {source_key: if std.objectHas(s, 'src') then s.src else if std.objectHas(s, 'source_key') then s.source_key else null, target_key: if std.objectHas(s, 'trg') then s.trg else if std.objectHas(s, 'target_key') then s.target_key else null, batch_key: null},
    id(type, settings): std.join('-', [std.md5(type)[:8], std.md5(std.toString(settings))[:8]]),
  },
  transform: {
    local t = self,
    object: {
      copy(settings={}): {local type = 'object_copy', local default = {id: $.helpers.id(type, settings), object: {source_key: null, target_key: null}}, type: type, settings: std.prune(std.mergePatch(default, $.helpers.abbv(settings)))},
      insert(settings={}): {local type = 'object_insert', local default = {id: $.helpers.id(type, settings), object: {source_key: null, target_key: null}, value: null}, type: type, settings: std.prune(std.mergePatch(default, $.helpers.abbv(settings)))},
    },
    meta: {
      switch(settings={}): {local type = 'meta_switch', local default = {id: $.helpers.id(type, settings), cases: null}, type: type, settings: std.prune(std.mergePatch(default, settings))},
      pipe(settings={}): {local type = 'meta_pipe', local default = {id: $.helpers.id(type, settings), transforms: null}, type: type, settings: std.prune(std.mergePatch(default, settings))},
    },
  },
};
local nest(n) = if n == 0 then sub.transform.object.copy({object: {src: 'a', trg: 'b'}}) else sub.transform.meta.pipe({transforms: [nest(n - 1), sub.transform.object.insert({object: {trg: 'x%d' % n}, value: n / 3})]});
{transforms: [nest(2) for i in std.range(1, 2)]}
