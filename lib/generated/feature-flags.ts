import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';

/**
 * cdk.json with how the CDK behaves where it has changed its mind: as it recommends for new projects, flag by flag. So a
 * newer CDK changes the template only where cdk.json changes, too.
 */
export function withFeatureFlags(text: string): string {
  const settings = JSON.parse(text) as Readonly<Record<string, unknown>>;
  return JSON.stringify({ ...settings, context: CURRENTLY_RECOMMENDED_FLAGS });
}
