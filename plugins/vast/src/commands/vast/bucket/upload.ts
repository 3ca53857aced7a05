import {bucketUploadCommand} from '@aws-stack/kit'

import {vast} from '../../../app.js'

export default bucketUploadCommand(vast, {aliases: ['vast:workbucket:upload']})
