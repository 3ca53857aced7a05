// Messages: addresses to lower case, headers to pairs, the time in one format.
local sub = std.extVar('sub');

local addresses = ['from', 'reply_to', 'return_path'];

{
  tests: [{
    name: 'an address in capitals',
    transforms: [sub.tf.obj.insert({ obj: { trg: 'from' }, value: 'Someone@EXAMPLE.com' })],
    condition: sub.cnd.all([sub.cnd.str.eq({ obj: { src: 'from' }, value: 'someone@example.com' })]),
  }],
  transforms:
    sub.pattern.tf.id('mail.id')
    + [sub.tf.str.lower({ obj: { src: 'mail.' + name, trg: 'mail.' + name } }) for name in addresses]
    + [sub.tf.str.split({ obj: { src: 'mail.to', trg: 'mail.recipients' }, separator: ', ' })]
    + [sub.tf.time.from.str({ obj: { src: 'mail.date', trg: 'event.created' }, format: 'Mon, 02 Jan 2006 15:04:05 -0700' })]
    + [sub.pattern.tf.when(sub.cnd.all(sub.cnd.num.gt({ obj: { src: 'mail.score' }, value: 0.85 })), [sub.tf.obj.insert({ obj: { trg: 'event.kind' }, value: 'alert' })])]
    + [sub.tf.send.stdout()],
}
