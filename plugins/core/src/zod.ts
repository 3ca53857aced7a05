/** The language of an app's settings: from here, all plugins load the one copy that is bundled. Of `z.locales` it has `en` alone. */
export {z} from 'zod'
