import {bucketDeleteCommand} from '@aws-stack/kit'

import {vast} from '../../../app.js'

export default bucketDeleteCommand(vast, {aliases: ['vast:workbucket:delete']})
