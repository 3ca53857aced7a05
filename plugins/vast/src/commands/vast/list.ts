import {listTasksCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default listTasksCommand(vast, {aliases: ['vast:list-all-tasks']})
