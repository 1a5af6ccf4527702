/** In place of the SDK's reading of ~/.aws/config and credentials: there are none in Lambda. */
export const loadSharedConfigFiles = () => Promise.resolve({ configFile: {}, credentialsFile: {} })

export const CONFIG_PREFIX_SEPARATOR = '.'
