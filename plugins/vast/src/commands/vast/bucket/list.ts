import {bucketListCommand} from '@aws-stack/kit'

import {vast} from '../../../app.js'

export default bucketListCommand(vast, {aliases: ['vast:workbucket:list']})
