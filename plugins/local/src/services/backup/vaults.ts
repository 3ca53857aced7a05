import {ServiceError} from '../../server/service.js'
import {type BackupOperation, pageOf, vaultOf} from './backup-operation.js'
import type {Vault} from './world.js'

export const createBackupVault: BackupOperation = ({names: [name = ''], input, region, world}) => {
  if (region.vaults.has(name)) {
    throw new ServiceError('AlreadyExistsException', `Backup vault with the same name already exists: ${name}`)
  }
  const arn = `arn:aws:backup:${region.name}:${world.options.accountId}:backup-vault:${name}`
  const tags = (input['BackupVaultTags'] ?? {}) as Record<string, string>
  const vault: Vault = {name, arn, createdAt: new Date(), tags: {...tags}, points: new Map()}
  region.vaults.set(name, vault)
  return {BackupVaultName: name, BackupVaultArn: arn, CreationDate: vault.createdAt}
}

export const describeBackupVault: BackupOperation = ({names: [name], region}) => shown(vaultOf(region, name))

export const listBackupVaults: BackupOperation = ({query, region}) => {
  const {page, next} = pageOf([...region.vaults.values()], query)
  return {BackupVaultList: page.map(shown), ...next}
}

export const deleteBackupVault: BackupOperation = ({names: [name], region}) => {
  const vault = vaultOf(region, name)
  if (vault.points.size > 0) {
    throw new ServiceError(
      'InvalidRequestException',
      `Backup vault cannot be deleted because it contains recovery points: ${vault.name}`,
    )
  }
  region.vaults.delete(vault.name)
  return {}
}

function shown({name, arn, createdAt, points}: Vault) {
  return {
    BackupVaultName: name,
    BackupVaultArn: arn,
    VaultType: 'BACKUP_VAULT',
    VaultState: 'AVAILABLE',
    CreationDate: createdAt,
    NumberOfRecoveryPoints: points.size,
    Locked: false,
  }
}
