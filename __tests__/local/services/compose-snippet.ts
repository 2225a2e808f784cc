import { App, Chart } from 'cdk8s';
import { parse, stringify } from 'yaml';
import { type LocalService, LocalStack } from '../../../lib';
import { composeViolations } from '../compose-schema';
import { errorsOf, PROJECT_ID } from '../shop-on-a-laptop';

type Services = { readonly [name: string]: LocalService };
type Environment = readonly string[] | { readonly [variable: string]: string | null };

/** What the compose file says of the services and of volumes, with `<key NAME>` for the value of a secret key. */
export function composeSnippet(services: Services): string {
  const text = stackOf(services).files()['compose.yaml'];
  expect(composeViolations(text)).toEqual([]);
  const compose = parse(text);
  for (const service of Object.values<{ environment?: Environment }>(compose.services)) {
    if (service.environment !== undefined) service.environment = withKeys(service.environment);
  }
  const { services: written, volumes } = compose;
  return stringify({ services: written, volumes }, { lineWidth: 0 });
}

/** What is wrong with the services, a line each. */
export function serviceErrors(services: Services): string[] {
  return errorsOf(stackOf(services));
}

/** One service of the compose file. */
export function composeService(service: LocalService, name = 'db') {
  return parse(composeSnippet({ [name]: service })).services[name];
}

/** A text without the blanks that all of its lines begin with. */
export function outdented([text]: TemplateStringsArray): string {
  const [, blanks = ''] = /^\n( *)/.exec(text) ?? [];
  return text
    .slice(1)
    .replaceAll(new RegExp(`^${blanks}`, 'gm'), '')
    .trimEnd()
    .concat('\n');
}

function stackOf(services: Services): LocalStack {
  return new LocalStack([new Chart(new App(), 'shop')], { projectId: PROJECT_ID, environment: 'dev', services });
}

/** However compose gets the value: by the variable's own name, or by that of the place and the key. */
function withKeys(environment: Environment): { [variable: string]: string | null } {
  const entries = Array.isArray(environment)
    ? environment.map((variable: string) => [variable, null] as const)
    : Object.entries(environment);
  return Object.fromEntries(
    entries.map(([variable, value]) => {
      const [, key = value === null ? variable : undefined] =
        /^\$\{(?:_\w*?__)?(\w+?)[?-].*\}$/.exec(value ?? '') ?? [];
      return [variable, key === undefined ? value : `<key ${key}>`];
    }),
  );
}
