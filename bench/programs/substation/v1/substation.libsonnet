// Transforms, conditions and patterns: settings are given by their short names, completed, patched over defaults and pruned.
{
  helpers: {
    // An array of what may be one value.
    array(value): if value == null then [] else if std.isArray(value) then value else [value],
    // The value of the first of some names that an object has.
    first(object, names): (
      local known = [name for name in names if std.objectHas(object, name)];
      if known == [] then null else object[known[0]]
    ),
    object(settings): {
      source_key: $.helpers.first(settings, ['src', 'source_key']),
      target_key: $.helpers.first(settings, ['trg', 'target_key']),
      batch_key: $.helpers.first(settings, ['btch', 'batch_key']),
    },
    // Short names become long ones.
    complete(settings): (
      local given = $.helpers.first(settings, ['obj', 'object']);
      std.mergePatch(settings, { obj: null, object: if given == null then null else $.helpers.object(given) })
    ),
    id(type, settings): std.join('-', [std.md5(type)[:8], std.md5(std.toString(settings))[:8]]),
    make(type, settings, default={}): {
      local complete = $.helpers.complete(settings),
      type: type,
      settings: std.prune(std.mergePatch({ id: $.helpers.id(type, complete) } + default, complete)),
    },
  },

  condition: {
    local make(type, default={}) = function(settings={}) {
      type: type,
      settings: std.prune(std.mergePatch(default, $.helpers.complete(settings))),
    },
    local operator(name) = function(inspectors) { operator: name, inspectors: $.helpers.array(inspectors) },
    all: operator('all'),
    any: operator('any'),
    none: operator('none'),
    meta: { condition(settings={}): make('meta_condition')(settings) },
    string: { [name]: make('string_' + name, { value: null }) for name in ['contains', 'equal_to', 'starts_with', 'ends_with', 'match'] },
    number: {
      equal_to: make('number_equal_to', { value: 0 }),
      greater_than: make('number_greater_than', { value: 0 }),
      length: { [name]: make('number_length_' + name, { value: 0, measurement: 'byte' }) for name in ['equal_to', 'greater_than', 'less_than'] },
    },
    network: { ip: { [name]: make('network_ip_' + name) for name in ['private', 'loopback', 'valid', 'multicast'] } },
  },

  transform: {
    local make(type, default={}) = function(settings={}) $.helpers.make(type, settings, default),
    object: {
      copy: make('object_copy', { object: { source_key: null, target_key: null } }),
      insert: make('object_insert', { object: { target_key: null }, value: null }),
      delete: make('object_delete', { object: { source_key: null } }),
      to: { [type]: make('object_to_' + type) for type in ['string', 'integer', 'float', 'boolean'] },
    },
    string: {
      append: make('string_append', { suffix: '' }),
      split: make('string_split', { separator: null }),
      replace: make('string_replace', { pattern: null, replacement: '' }),
      capture: make('string_capture', { pattern: null, count: 1 }),
      to: { [to]: make('string_to_' + to) for to in ['lower', 'upper', 'snake'] },
    },
    time: {
      from: { [from]: make('time_from_' + from, { format: null, location: null }) for from in ['string', 'unix', 'unix_milli'] },
      to: { [to]: make('time_to_' + to) for to in ['string', 'unix'] },
    },
    hash: { sha256: make('hash_sha256'), md5: make('hash_md5') },
    network: { domain: { [part]: make('network_domain_' + part) for part in ['registered_domain', 'subdomain', 'top_level_domain'] } },
    enrich: {
      http: { get: make('enrich_http_get', { url: null, headers: [], retry: { count: 3 } }) },
      aws: { dynamodb: { query: make('enrich_aws_dynamodb', { table_name: null, partition_key: 'PK', limit: 1, scan_index_forward: false }) } },
    },
    meta: {
      pipe: make('meta_pipeline', { transforms: null }),
      switch: make('meta_switch', { cases: null }),
      for_each: make('meta_for_each', { transform: null }),
      err: make('meta_err', { transform: null, error_messages: ['.*'] }),
    },
    send: {
      stdout: make('send_stdout', { auxiliary_transforms: [] }),
      aws: {
        s3: make('send_aws_s3', { bucket_name: null, file_path: { time_format: '2006/01/02', uuid: true, suffix: '.gz' }, batch: { count: 1000, size: 1e6, duration: '1m' } }),
        kinesis: make('send_aws_kinesis_data_stream', { stream_name: null, use_batch_key_as_partition_key: false }),
      },
    },
    utility: { drop: make('utility_drop'), control: make('utility_control', { batch: { count: 100, duration: '1m' } }) },
  },

  pattern: {
    condition: {
      local length(source, name) = $.condition.number.length[name]({ obj: { src: source }, value: 0 }),
      // There is something, or nothing, under a name.
      present(source): length(source, 'greater_than'),
      absent(source): length(source, 'equal_to'),
      ip: {
        // Neither private nor loopback.
        public(source): $.condition.none([$.condition.network.ip[name]({ obj: { src: source } }) for name in ['private', 'loopback', 'multicast']]),
      },
    },
    transform: {
      // A transform, or several, under a condition.
      conditional(condition, transforms): $.transform.meta.switch({
        cases: [{ condition: condition, transforms: $.helpers.array(transforms) }],
      }),
      move(source, target): [
        $.transform.object.copy({ obj: { src: source, trg: target } }),
        $.transform.object.delete({ obj: { src: source } }),
      ],
      present(source, target): $.pattern.transform.conditional(
        $.condition.all($.pattern.condition.present(source)),
        $.transform.object.copy({ obj: { src: source, trg: target } })
      ),
      fallback(sources, target): std.foldr(
        function(source, otherwise) [
          $.transform.meta.switch({
            cases: [
              { condition: $.condition.all($.pattern.condition.present(source)), transforms: [$.transform.object.copy({ obj: { src: source, trg: target } })] },
              { transforms: otherwise },
            ],
          }),
        ],
        sources,
        [$.transform.object.insert({ obj: { trg: target }, value: 'unknown' })],
      ),
      identity(target='event.id'): [
        $.transform.object.copy({ obj: { src: '@this', trg: 'meta event' } }),
        $.transform.hash.sha256({ obj: { src: 'meta event', trg: target } }),
      ],
    },
  },
}
