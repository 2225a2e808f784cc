import { cliFailure } from '../../../cli/infisical-cli/cli-failure';
import type { LimitedRun } from '../../../cli/processes/limited-run';
// What the real CLI wrote.
import recorded from '../../fixtures/infisical-cli.json';

const HOST = 'https://secrets.example.com';
const failed = (stderr: string, stdout = ''): LimitedRun => ({ status: 1, stdout: Buffer.from(stdout), stderr });
const sentence = (stderr: string, stdout?: string) => cliFailure(failed(stderr, stdout), HOST);

const LOGIN = 'run `infisical login --domain=https://secrets.example.com`, or set INFISICAL_TOKEN';

const rowsOf = (command: string, what: RegExp) =>
  recorded.filter(({ status, args, stderr }) => status === 1 && args[0] === command && what.test(stderr));

test.each<[string, RegExp, string]>([
  ['nobody is logged in', /No valid login session found/, `nobody is logged in to ${HOST}: ${LOGIN}`],
  ['the login has expired', /Your token has expired/, `the login to ${HOST} has expired: ${LOGIN}`],
  ['the token is none', /access token is malformed/, `${HOST} does not accept the token: ${LOGIN}`],
  ['nothing listens there', /connection refused/, `${HOST} cannot be reached: nothing listens there`],
  ['the folder is not there', /Folder with path/, 'there is no such environment or folder'],
  ['the project is not there', /Project with ID/, 'there is no such project: is its id right?'],
  [
    'values may not be read',
    /readValue/,
    'the login may not read the values of secrets there: its role needs readValue',
  ],
  ['the CLI knows no such flag', /unknown flag/, expect.stringContaining('this Infisical CLI is too old') as never],
])('of what the real CLI says, it is told that %s', (_, what, told) => {
  const rows = rowsOf('export', what);
  expect(rows.length).toBeGreaterThan(0);
  for (const { stderr, stdout } of rows) expect(sentence(stderr, stdout)).toEqual(told);
});

test.each<[string, string]>([
  ['x509: certificate signed by unknown authority', 'name its file as `caFile` of LocalStack or LocalRun'],
  ['x509: certificate has expired or is not yet valid: current time', 'has expired'],
  ['x509: certificate is valid for a.example.com, not b', 'is for another host'],
  ['dial tcp: lookup secrets.example.com: no such host', 'there is no such host'],
  ['context deadline exceeded (Client.Timeout exceeded)', `${HOST} cannot be reached`],
  ['http: server gave HTTP response to HTTPS client', 'does not speak https'],
  ['[status-code=429] [message="Rate limit exceeded"]', 'lets nobody ask that often (429)'],
  ['Response Code: 502 Bad Gateway', 'has trouble of its own (502)'],
  ['Response Code: 401 Unauthorized', 'does not accept the login (401)'],
  ['You are not a member of this project with ID p', 'is no member of the project'],
  ['Failed to expand one or more secret references', 'may not read the values'],
  ["Folder with path '/web' in environment with slug 'dev' not found", 'no such environment or folder'],
  ['Response Code: 418', 'refused the request (418)'],
])('its own sentence has %s', (words, told) => {
  expect(sentence(`error: Get: ${words}\n`)).toContain(told);
});

test('nothing of what it printed is repeated', () => {
  const words = 'p4ssw0rd-canary \u001b[31mred\u001b[0m ::add-mask::x';
  for (const { stderr } of recorded) {
    const told = sentence(`${stderr}${words}`, words);
    expect(told).not.toMatch(/canary|::add-mask|req-0000000000/);
    expect(told).not.toContain('\u001b');
  }
  expect(sentence(words)).toMatch(/^the Infisical CLI gave no keys, for a reason that is not known here/);
});

test('a CLI that was ended says why', () => {
  expect(cliFailure({ ...failed(''), stopped: 'time' }, HOST)).toBe(`${HOST}: the Infisical CLI had no answer in time`);
  expect(cliFailure({ ...failed(''), stopped: 'size' }, HOST)).toMatch(/printed more than/);
});
