import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, type RunOptions } from '../command-line';
import { folderWith, sync, tidyUp, UNIVERSAL, user, yaml } from './workplace';

afterAll(tidyUp);

const FORMATS = ['json', 'sarif', 'junit', 'github', 'gitlab'] as const;

function shopFolder(): string {
  return folderWith({ 'dist/a.yaml': yaml([sync('https://app.infisical.com'), user(['PORT'])]) });
}

/** What a program finds in a document about a run that has failed. */
const SIGNS: { [format in (typeof FORMATS)[number]]: (document: string) => unknown } = {
  json: (document) => {
    const { failure, environments, unread } = JSON.parse(document);
    return [typeof failure, environments, unread];
  },
  sarif: (document) => {
    const [{ invocations, results }] = JSON.parse(document).runs;
    const [{ ruleId, level, locations }] = results;
    const { uri } = locations[0].physicalLocation.artifactLocation;
    return [invocations[0].executionSuccessful, results.length, ruleId, level, uri];
  },
  junit: (document) => document.match(/<testsuites[^>]*>|<error type="failed"/g),
  github: (document) => document.match(/^::error file=dist,line=1/gm),
  gitlab: (document) =>
    JSON.parse(document).map(({ check_name, severity, location }: Record<string, unknown>) => [
      check_name,
      severity,
      location,
    ]),
};

const EXPECTED: { [format in (typeof FORMATS)[number]]: unknown } = {
  json: ['string', [], []],
  sarif: [false, 1, 'failed', 'error', 'dist'],
  junit: ['<testsuites name="cdk8s-infisical check" tests="1" failures="0" errors="1">', '<error type="failed"'],
  github: ['::error file=dist,line=1'],
  gitlab: [['failed', 'blocker', { path: 'dist', lines: { begin: 1 } }]],
};

const CAUSES: readonly (readonly [string, readonly string[], RunOptions['env'], string])[] = [
  ['without a login', [], {}, 'INFISICAL_TOKEN'],
  ['with a file that is no certificate', ['--ca-file', 'no.pem'], UNIVERSAL, 'no.pem: there is no PEM certificate'],
];

describe.each(CAUSES)('a check %s', (_, args, env, reason) => {
  test.each(FORMATS)('writes a document with one error as %s, and ends with 2', async (format) => {
    const ran = await commandLine(['check', '--format', format, ...args], { cwd: shopFolder(), env });
    expect(ran.status).toBe(2);
    expect(ran.stderr).toContain(reason);
    expect(ran.stdout).toContain(reason);
    expect(SIGNS[format](ran.stdout)).toEqual(EXPECTED[format]);
  });
});

test('a check that fails writes its document where it was to go, and none for people', async () => {
  const cwd = shopFolder();
  const ran = await commandLine(['check', '--format', 'sarif', '--output', 'check.sarif'], { cwd });
  expect(ran).toMatchObject({ status: 2, stdout: '' });
  expect(SIGNS.sarif(readFileSync(join(cwd, 'check.sarif'), 'utf8'))).toEqual(EXPECTED.sarif);
  expect(await commandLine(['check'], { cwd })).toMatchObject({ status: 2, stdout: '' });
});
