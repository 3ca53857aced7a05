import {bucketNameCommand} from '@aws-stack/kit'

import {vast} from '../../../app.js'

export default bucketNameCommand(vast, {aliases: ['vast:workbucket:name']})
