import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'

/**
 * B: the usual bundle (esbuild, ES module, minified) of a handler that puts one item. It marshals
 * the item itself; with the document client of most samples, B is 2 % larger.
 */
export async function buildReference(folder: string): Promise<string> {
  const outfile = join(folder, 'reference.mjs')
  await build({
    ...common,
    stdin: { contents: put, resolveDir: import.meta.dirname },
    outfile,
    format: 'esm',
    banner: {
      js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
    },
  })
  return outfile
}

const common = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  legalComments: 'none',
} satisfies BuildOptions

const put = `
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
const client = new DynamoDBClient({})
export const handler = async () => {
  const Item = marshall({ pk: 'CASE#1', sk: 'STATE', name: 'A case', version: 1 })
  await client.send(new PutItemCommand({ TableName: process.env.REQUESTS_TABLE, Item }))
  return { statusCode: 200, body: '{}' }
}
`
