import { RemovalPolicy } from 'aws-cdk-lib'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'

/** A key of our own for one kind of data: rotated each year, never lost with the stack. */
export const houseKey = (scope: Construct, id: string, what: string): Key =>
  new Key(scope, id, {
    description: `Siaran: ${what}`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  })
