import { App, Chart } from 'cdk8s';
import fc from 'fast-check';
import { parse } from 'yaml';
import { LocalService, type LocalServiceProps, LocalStack, type LocalStackProps } from '../../lib';
import { anyText } from './odd-texts';

const chart = new Chart(new App(), 'shop', { namespace: 'shop' });

/** The files of a stack, or the errors that it has instead. */
export function filesOf(props: LocalStackProps): { [name: string]: string } | string {
  try {
    return new LocalStack([chart], { projectId: 'p', ...props }).files();
  } catch (error) {
    return (error as Error).message;
  }
}

const portText = fc.integer({ min: 1, max: 65_535 }).map(String);

/** A service with a text in every prop that takes one. */
const serviceProps = fc.record({
  command: fc.array(anyText, { minLength: 1, maxLength: 3 }),
  env: fc.dictionary(fc.stringMatching(/^[A-Za-z_]\w{0,5}$/), anyText, { minKeys: 1, maxKeys: 3 }),
  image: anyText.filter((text) => text !== ''),
  workingDir: anyText,
  ports: fc.uniqueArray(fc.oneof({ weight: 9, arbitrary: portText }, anyText), { minLength: 1, maxLength: 2 }),
  volumes: fc.array(anyText, { minLength: 1, maxLength: 2 }),
  restart: anyText,
  buildContext: anyText,
  dockerfile: anyText,
  buildTarget: anyText,
  hostname: anyText.filter((text) => text !== ''),
  healthCheck: fc.record({ test: fc.array(anyText, { minLength: 1, maxLength: 2 }) }),
}) satisfies fc.Arbitrary<LocalServiceProps>;

/** Asserts that every text comes out of the compose file as it went in, or is refused. */
export function assertTextsSurvive(numRuns: number): void {
  fc.assert(
    fc.property(serviceProps, (props) => {
      const files = filesOf({ services: { web: LocalService.of(props) } });
      const rules = refusalsOf(props);
      if (typeof files === 'string') {
        expect([files, rules]).toEqual([files, rulesIn(files)]);
        return;
      }
      expect(rules).toEqual([]);
      for (const version of ['1.1', '1.2'] as const) {
        expect(parse(files['compose.yaml'], { version }).services.web).toMatchObject(expected(props));
      }
    }),
    { numRuns, seed: 1 },
  );
}

function expected(props: LocalServiceProps) {
  const { command = [], env = {}, healthCheck, hostname = '', workingDir = '', ...rest } = props;
  return {
    command: command.map(expanded).map(doubled),
    environment: Object.fromEntries(
      Object.entries(env).map(([variable, value]) => [variable, doubled(expanded(value))]),
    ),
    healthcheck: { test: healthCheck?.test.map(doubled) },
    hostname: doubled(hostname),
    image: rest.image,
    working_dir: doubled(workingDir),
    ports: rest.ports,
    volumes: rest.volumes,
    restart: rest.restart,
    build: { context: rest.buildContext, dockerfile: rest.dockerfile, target: rest.buildTarget },
  };
}

/** The rules that are broken, by what docker compose and files take. */
function refusalsOf(props: LocalServiceProps): string[] {
  const isNumber = (text: string) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
  const isPort = (text: string) => text.split(':').length <= 2 && text.split(':').every(isNumber);
  const isUnwritable = /[\0\p{Cs}]/u.test(textsIn(props).join(' '));
  return [...(isUnwritable ? ['L10'] : []), ...(props.ports?.every(isPort) ? [] : ['L9'])];
}

function rulesIn(message: string): string[] {
  const rules = [...message.matchAll(/ \((\w+)\)$/gm)].map(([, rule]) => rule);
  return [...new Set(rules)].sort();
}

/** A pod, and so a laptop, reads a doubled dollar as one. */
function expanded(word: string): string {
  return word.replaceAll('$$', '$');
}

/** Compose reads a doubled dollar as one. */
function doubled(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.entries(value).flat().flatMap(textsIn) : [];
}
