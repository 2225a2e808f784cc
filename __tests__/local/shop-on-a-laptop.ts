import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { LocalStack, type LocalStackProps, SecretSyncedApp, type SecretSyncedAppProps } from '../../lib';
import { SYNC } from '../declarations';
import { composeViolations } from './compose-schema';

export const PROJECT_ID = '6f1c2d7e-0000-4000-8000-000000000002';
export const source = { projectId: PROJECT_ID, environment: 'prod' };

/** A chart with the application `api`, which gets TOKEN_KEY and runs on a laptop. */
export function chartWith(props: Partial<SecretSyncedAppProps> = {}, id = 'shop'): Chart {
  const chart = new Chart(new App(), id, { namespace: 'shop' });
  new SecretSyncedApp(chart, 'api', {
    image: 'api:1.0',
    sync: { ...SYNC, source },
    secretKeys: ['API_KEY'],
    local: { buildContext: '.' },
    ...props,
  });
  return chart;
}

export function filesOf(chart: Chart, props: LocalStackProps = {}, compose = 'compose.yaml') {
  const files = new LocalStack([chart], props).files();
  expect(composeViolations(files[compose])).toEqual([]);
  return files;
}

export const composeOf = (chart: Chart, props: LocalStackProps = {}) => parse(filesOf(chart, props)['compose.yaml']);
export const apiOf = (props: Partial<SecretSyncedAppProps>, stack: LocalStackProps = {}) =>
  composeOf(chartWith(props), stack).services.api;

/** The errors of the stack, a line each. */
export function errorsOf(stack: LocalStack): string[] {
  try {
    stack.files();
  } catch (error) {
    const [headline, ...lines] = (error as Error).message.split('\n').map((line) => line.trim());
    expect(headline).toBe('The local stack has the following errors:');
    return lines;
  }
  throw new Error('expected the stack to fail');
}
