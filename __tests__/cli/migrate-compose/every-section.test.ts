import { stringify } from 'yaml';
import { readCompose } from '../../../cli/migrate-compose/read-compose';
import { migrationReport } from '../../../cli/migrate-compose/report';
import { PUBLISHED_FILE } from '../../local/compose/published-schema';
import { samplesOf } from './field-samples';
import { composeOfCode, withTexts } from './made-again';

const SECTIONS = Object.entries(PUBLISHED_FILE.properties ?? {}).filter(([section]) => section !== 'services');
const SAMPLES = [
  ...SECTIONS.flatMap(([section, part]) =>
    samplesOf(part, [section]).map(([path, value]) => [path.join('.'), section, value] as const),
  ),
  ['x-common', 'x-common', { restart: 'always' }] as const,
];

/** A service that uses what stands in the section. */
const USES: { readonly [section: string]: object } = {
  networks: { networks: ['web'] },
  volumes: { volumes: ['web:/data'] },
  secrets: { secrets: ['web'] },
  configs: { configs: ['web'] },
  models: { models: ['web'] },
};

const projectWith = (section: string, value: unknown) =>
  stringify({ services: { api: { image: 'api:1', ...USES[section] } }, [section]: value });

test('most of them become code', () => {
  const files = SAMPLES.map(([, section, value]) => readCompose(projectWith(section, value), 'compose.yaml'));
  const told = files.filter(({ leftOut, findings, unread }) => leftOut.length + findings.length + unread.length > 0);
  expect(told.length / files.length).toBeLessThan(0.5);
});

test('there are sections of every kind', () => {
  expect(SECTIONS.map(([section]) => section).sort()).toEqual(
    'configs include models name networks secrets version volumes'.split(' '),
  );
  expect(SAMPLES.length).toBeGreaterThan(60);
});

describe('a field beside the services becomes code that makes it again, or is named with its line', () => {
  test.each(SAMPLES)('%s (%s: %j)', (_, section, value) => {
    const file = readCompose(projectWith(section, value), 'compose.yaml');
    const after = composeOfCode(file);
    const findings = [...file.findings, ...file.unread];
    const lines = [
      ...file.leftOut.map(
        ({ place, message }) => `  left out    compose.yaml:${place.line}:${place.column}: ${message}`,
      ),
      ...findings.map(({ place, message }) => `  attention   compose.yaml:${place.line}:${place.column}: ${message}`),
    ];
    for (const { message } of findings) expect(message).toMatch(/left out|not repeated/);
    for (const line of lines) expect(migrationReport(file, 'compose.yaml').split('\n')).toContain(line);
    if (lines.length > 0) return;
    expect(withTexts(after[section])).toEqual(withTexts(value));
  });
});
