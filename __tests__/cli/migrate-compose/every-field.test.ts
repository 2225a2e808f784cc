import { stringify } from 'yaml';
import { readCompose } from '../../../cli/migrate-compose/read-compose';
import { migrationReport } from '../../../cli/migrate-compose/report';
import { alternativesOf, ownNames, PUBLISHED_FILE } from '../../local/compose/published-schema';
import { samplesOf } from './field-samples';
import { type Any, composeOfCode, withTexts } from './made-again';

const SERVICE = ownNames(PUBLISHED_FILE.properties?.services ?? {})?.[1] ?? {};
const FIELDS = Object.entries(alternativesOf(SERVICE)[0].properties ?? {});
/** Read by other parts of the command, which have tests of their own. */
const ELSEWHERE = ['environment', 'env_file', 'extends', 'secrets'];
const SAMPLES_OF_FIELDS = FIELDS.filter(([field]) => !ELSEWHERE.includes(field)).flatMap(([field, part]) =>
  samplesOf(part, [field]).map(([path, value]) => [path.join('.'), field, value] as const),
);

/** The service with the other one that it may refer to, and what it refers to beside the services. */
function projectWith(field: string, value: unknown): string {
  const service = field === 'image' || field === 'build' ? {} : { image: 'web:1' };
  const configs = field === 'configs' ? { configs: { data: { file: './data' } } } : {};
  return stringify({
    services: { api: { ...service, [field]: value }, web: { image: 'web:1' }, data: { image: 'data:1' } },
    ...configs,
  });
}

test('there are fields of every kind', () => {
  expect(FIELDS.length).toBeGreaterThan(90);
  expect(SAMPLES_OF_FIELDS.length).toBeGreaterThan(300);
});

describe('a field of a service becomes code that makes it again, or is named with its line', () => {
  test.each(SAMPLES_OF_FIELDS)('%s (%s: %j)', (_, field, value) => {
    const text = projectWith(field, value);
    const file = readCompose(text, 'compose.yaml');
    const [service] = file.services;
    const told = [...service.leftOut, ...service.findings];
    if (told.length > 0) {
      expect(told.map(({ message }) => message).join()).toMatch(
        /left out|not repeated|compose takes|no key of Infisical|it is empty/,
      );
      const report = migrationReport(file, 'compose.yaml');
      for (const { place, message } of told) {
        expect(report).toContain(`compose.yaml:${place.line}:${place.column}: ${message}`);
      }
      return;
    }
    const after = composeOfCode(file);
    expect(withTexts(normalField(field, after.services.api[field]))).toEqual(withTexts(normalField(field, value)));
  });
});

test('most of them become code', () => {
  const files = SAMPLES_OF_FIELDS.map(([, field, value]) => readCompose(projectWith(field, value), 'compose.yaml'));
  const told = files.filter(({ services: [{ leftOut, findings }] }) => leftOut.length + findings.length > 0);
  expect(told.length / files.length).toBeLessThan(0.1);
});

/** What compose takes for the same. */
function normalField(field: string, value: Any): unknown {
  if (field === 'ports') return value.map(normalPort);
  if (field === 'build')
    return typeof value === 'string'
      ? { context: value, dockerfile: 'Dockerfile' }
      : { context: '.', dockerfile: 'Dockerfile', ...value, ...(value.args && { args: asMap(value.args) }) };
  if (field === 'depends_on' && Array.isArray(value))
    return Object.fromEntries(value.map((name) => [name, { condition: 'service_started' }]));
  if (field === 'labels') return asMap(value);
  if (field === 'expose') return value.map(String);
  if (field === 'extra_hosts') return asMap(value, /[=:]/);
  if (field === 'tmpfs') return [value].flat();
  if (['command', 'entrypoint'].includes(field)) return [value].flat();
  return value;
}

function normalPort(port: Any): string {
  if (typeof port !== 'object' || port.mode || port.name || port.app_protocol)
    return JSON.stringify(port).replaceAll('"', '');
  const ports = [port.host_ip, port.published, port.target].filter((part) => part !== undefined).join(':');
  return `${ports}${port.protocol === undefined ? '' : `/${port.protocol}`}`;
}

function asMap(value: Any, divider = /=/): object {
  const entries = Array.isArray(value)
    ? value.map((item: string) => [item.slice(0, item.search(divider)), item.slice(item.search(divider) + 1)])
    : Object.entries(value);
  return Object.fromEntries(entries.map(([name, of]) => [name, String(of)]));
}
