/** In place of the SDK's endpoint discovery: DynamoDB's endpoint is the region's. */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: undefined,
}

export const resolveEndpointDiscoveryConfig = <T>(config: T): T => config
