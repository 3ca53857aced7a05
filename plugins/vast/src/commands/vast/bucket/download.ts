import {bucketDownloadCommand} from '@aws-stack/kit'

import {vast} from '../../../app.js'

export default bucketDownloadCommand(vast, {aliases: ['vast:workbucket:download']})
