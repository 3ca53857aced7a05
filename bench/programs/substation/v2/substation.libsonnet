// As the program gives it to configurations: `std.extVar('sub')`.
{
  local helpers = self.helpers,

  helpers:: {
    array(value): if std.isArray(value) then value else if value == null then [] else [value],
    short: { obj: 'object', src: 'source_key', trg: 'target_key', btch: 'batch_key', cnt: 'count', sz: 'size', dur: 'duration' },
    // Names that are short become long, at every depth of the objects.
    long(value): if std.isObject(value) then std.foldl(
      function(all, name) std.mergePatch(all, { [std.get(helpers.short, name, name)]: helpers.long(value[name]) }),
      std.objectFields(value),
      {}
    ) else value,
    id(type, settings): '%s-%s' % [std.md5(type)[0:8], std.md5(std.toString(settings))[0:8]],
    kind(type, default): function(settings={}) {
      local given = helpers.long(settings),
      type: type,
      settings: std.prune(std.mergePatch(default, given) + { id: helpers.id(type, given) }),
    },
    test(type, default={}): function(settings={}) {
      type: type,
      settings: std.prune(std.mergePatch(default, helpers.long(settings))),
    },
  },
  local kind = helpers.kind,
  local test = helpers.test,

  condition: self.cnd,
  cnd: {
    local several(type) = function(inspectors) { type: type, settings: { conditions: helpers.array(inspectors) } },
    all: several('all'),
    any: several('any'),
    none: several('none'),
    str: self.string,
    string: { has: test('string_contains'), eq: test('string_equal_to'), prefix: test('string_starts_with'), suffix: test('string_ends_with'), match: test('string_match') },
    num: self.number,
    number: { eq: test('number_equal_to', { value: 0 }), gt: test('number_greater_than', { value: 0 }), len: { eq: test('number_length_equal_to', { measurement: 'byte' }), gt: test('number_length_greater_than', { measurement: 'byte' }) } },
    network: { ip: { private: test('network_ip_private'), loopback: test('network_ip_loopback'), valid: test('network_ip_valid') } },
  },

  transform: self.tf,
  tf: {
    obj: self.object,
    object: {
      cp: kind('object_copy', { object: { source_key: null, target_key: null } }),
      insert: kind('object_insert', { value: null }),
      rm: kind('object_delete', {}),
      to: { int: kind('object_to_integer', {}), str: kind('object_to_string', {}), uint: kind('object_to_unsigned_integer', {}) },
    },
    str: self.string,
    string: { lower: kind('string_to_lower', {}), split: kind('string_split', { separator: null }), replace: kind('string_replace', { pattern: null, replacement: '' }), capture: kind('string_capture', { count: 1 }) },
    arr: { join: kind('array_join', { separator: null }), zip: kind('array_zip', {}) },
    time: { from: { str: kind('time_from_string', { format: null }), unix: kind('time_from_unix', {}) }, to: { str: kind('time_to_string', { format: null }) } },
    hash: { sha256: kind('hash_sha256', {}) },
    meta: { switch: kind('meta_switch', { cases: null }), each: kind('meta_for_each', { transforms: null }), err: kind('meta_err', { transforms: null, error_messages: ['.*'] }), retry: kind('meta_retry', { transforms: null, condition: null, retry: { count: 3, delay: '1s' } }) },
    enrich: { dns: { ip: kind('enrich_dns_ip_lookup', { request: { timeout: '1s' } }) }, aws: { dynamodb: { query: kind('enrich_aws_dynamodb_query', { attributes: { partition_key: 'PK', sort_key: null }, limit: 1, aws: { arn: null, assume_role_arn: null } }) } } },
    send: {
      stdout: kind('send_stdout', { batch: { count: 1000, size: 1000 * 1000, duration: '1m' } }),
      aws: { s3: kind('send_aws_s3', { batch: { count: 1000 }, aws: { arn: null, assume_role_arn: null }, file_path: { time_format: '2006/01/02', uuid: true } }), sqs: kind('send_aws_sqs', { aws: { arn: null } }) },
    },
    util: { drop: kind('utility_drop', {}), secret: kind('utility_secret', { secret: null }) },
  },

  pattern: {
    local cnd = $.cnd,
    local tf = $.tf,
    cnd: {
      has(key): cnd.num.len.gt({ obj: { src: key }, value: 0 }),
      public(key): cnd.none([cnd.network.ip.private({ obj: { src: key } }), cnd.network.ip.loopback({ obj: { src: key } })]),
    },
    tf: {
      when(condition, transforms): tf.meta.switch({ cases: [{ condition: condition, transforms: helpers.array(transforms) }] }),
      cp(source, target): $.pattern.tf.when($.pattern.cnd.has(source), tf.obj.cp({ obj: { src: source, trg: target } })),
      mv(source, target): [$.pattern.tf.cp(source, target), tf.obj.rm({ obj: { src: source } })],
      id(target='event.id'): [tf.hash.sha256({ obj: { src: '@this', trg: target } })],
    },
  },
}
