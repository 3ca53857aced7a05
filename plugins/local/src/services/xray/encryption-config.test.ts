import assert from 'node:assert/strict'

import {useLocalServices} from '../cloudformation/types/local-services.test.fixture.js'

interface Shown {
  readonly EncryptionConfig: {readonly KeyId: string | null; readonly Status: string; readonly Type: string}
}

describe('the encryption of X-Ray', function () {
  this.timeout(60_000)
  const services = useLocalServices()
  const ask = (...words: string[]) => services().aws<Shown>('xray', ...words)

  it('is UPDATING until it is ACTIVE, by a key that is there, and none again', async () => {
    const key = await services().make('AWS::KMS::Key', {})

    const put = await ask('put-encryption-config', '--type', 'KMS', '--key-id', key.physicalId)
    let shown = await ask('get-encryption-config')
    while (shown.EncryptionConfig.Status === 'UPDATING') shown = await ask('get-encryption-config')
    const undone = await ask('put-encryption-config', '--type', 'NONE')

    const KeyId = key.attributes['Arn'] as string
    assert.deepEqual(put.EncryptionConfig, {KeyId, Status: 'UPDATING', Type: 'KMS'})
    assert.deepEqual(shown.EncryptionConfig, {KeyId, Status: 'ACTIVE', Type: 'KMS'})
    assert.equal(undone.EncryptionConfig.Type, 'NONE')
  })

  it('takes no key that is not there', async () => {
    const missing = '00000000-0000-0000-0000-000000000000'
    await assert.rejects(ask('put-encryption-config', '--type', 'KMS', '--key-id', missing), /InvalidRequestException/)
  })
})
