import { each, noText, type Rule } from './rule.ts'

const home = 'ap-southeast-3'
const region =
  /\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us)-(?:gov-|iso[a-z]?-)?(?:(?:north|south)(?:east|west)?|central|east|west)-\d\b/g

/** Indonesian law keeps the data of a public office in the country: one region, nothing abroad. */
export const place = {
  'no text names another region': noText((text) =>
    (text.match(region) ?? []).some((name) => name !== home),
  ),
  "no ARN is another account's, but for the certificate that the stage names": noText(
    (text, type) =>
      /^arn:[\w-]*:[\w-]*:[\w-]*:\d{12}:/.test(text) && type !== 'AWS::ApiGatewayV2::DomainName',
  ),
  'no table is one of those that reach over regions': (template) =>
    template.of('AWS::DynamoDB::GlobalTable').map(({ id }) => id),
  'a bucket sends no copies': each(
    'AWS::S3::Bucket',
    (bucket) => bucket.at('ReplicationConfiguration') === undefined,
  ),
  'a secret has no copies': each(
    'AWS::SecretsManager::Secret',
    (secret) => secret.at('ReplicaRegions') === undefined,
  ),
  'a key is for one region': each('AWS::KMS::Key', (key) => key.at('MultiRegion') !== true),
} satisfies Record<string, Rule>
