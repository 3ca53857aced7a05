// `list-objects.mjs PREFIX`: what is in the buckets of the local AWS whose names begin so. Waits a while for the first object of each.
import {setTimeout as sleep} from 'node:timers/promises'

import {ListBucketsCommand, ListObjectsV2Command, S3Client} from '@aws-sdk/client-s3'
import {readLocalState} from '@aws-stack/kit'

const {endpoint, region, accessKeyId, secretAccessKey} = readLocalState(process.env)
const s3 = new S3Client({endpoint, region, credentials: {accessKeyId, secretAccessKey}, forcePathStyle: true})

const {Buckets = []} = await s3.send(new ListBucketsCommand({}))
for (const {Name: Bucket} of Buckets.filter(({Name}) => Name.startsWith(process.argv[2]))) {
  let {Contents = []} = await s3.send(new ListObjectsV2Command({Bucket}))
  for (let patience = 20; Contents.length === 0 && patience > 0 && !Bucket.includes('-source-'); patience -= 1) {
    await sleep(500)
    ;({Contents = []} = await s3.send(new ListObjectsV2Command({Bucket})))
  }
  for (const {Key, Size} of Contents) console.log(`${Bucket}/${Key}  ${Size} B`)
}
