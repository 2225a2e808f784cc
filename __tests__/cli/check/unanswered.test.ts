import { json } from '../../../cli/check/formats/json';
import { table } from '../../../cli/check/formats/table';
import type { CheckReport, EnvironmentReport, KeyStatus, User } from '../../../cli/check/report';
import { noColours } from '../../../cli/terminal/colours';

const HOST = 'https://dead.example.com';
const DEAD = `${HOST} cannot be reached: nothing listens there`;

const key = (status: KeyStatus['status'], wanted: string): KeyStatus => ({
  status,
  key: 'PORT',
  wanted: [wanted],
  found: [],
  users: [],
  locations: [],
});

const environment = (name: string, { message = DEAD, host = HOST, keys }: Partial<Told> = {}): EnvironmentReport => ({
  host,
  project: 'shop',
  environment: name,
  keys: keys ?? [key('unchecked', `${name}:/api`)],
  problems: [{ path: '/api', message, locations: [] }],
});

interface Told {
  readonly message: string;
  readonly host: string;
  readonly keys: readonly KeyStatus[];
}

const report = (environments: readonly EnvironmentReport[]): CheckReport => ({
  environments,
  unread: [],
  failing: ['missing'],
});
const textOf = (environments: readonly EnvironmentReport[]) => table(report(environments), noColours);

test('that nobody answers at a host is told once for all of its environments, with the first places', () => {
  const many = Array.from({ length: 500 }, (_, index) => environment(`e${index}`));
  const text = textOf(many);
  const places = Array.from({ length: 12 }, (_, index) => `e${index}:/api of project shop`);
  expect(text).toBe(
    `500 environments ${HOST}\nnot checked: ${places.join(', ')} and 488 more, see --json (PORT): ${DEAD}\n`,
  );
});

test('formats for machines keep every place with its reason', () => {
  const { environments } = JSON.parse(json(report(['dev', 'prod'].map((name) => environment(name)))));
  expect(environments.map(({ problems }: EnvironmentReport) => problems[0].message)).toEqual([DEAD, DEAD]);
});

test('an environment keeps what only it has to say', () => {
  const mixed = environment('test', { keys: [key('ok', 'test:/b'), key('unchecked', 'test:/api')] });
  const refused = environment('old', { message: 'the login was refused' });
  expect(textOf([environment('dev'), mixed, refused])).toBe(
    [
      `test of project shop ${HOST}\n1 ok, 1 not checked`,
      `old of project shop ${HOST}\n1 not checked\nnot checked: old:/api (PORT): the login was refused`,
      `2 environments ${HOST}\nnot checked: dev:/api of project shop, test:/api of project shop (PORT): ${DEAD}\n`,
    ].join('\n\n'),
  );
});

test('a key that is not known for another reason does not vanish with the environment', () => {
  const elsewhere = environment('prod', { keys: [key('unchecked', 'prod:/elsewhere')] });
  expect(textOf([environment('dev'), elsewhere])).toContain(
    `prod of project shop ${HOST}\n1 not checked\n  not checked  PORT  prod:/elsewhere\n\n`,
  );
});

test('the same words of another host are another reason', () => {
  const message = 'the canary is not visible there';
  const other = environment('prod', { message, host: 'https://other.example.com' });
  expect(textOf([environment('dev', { message }), other]).match(/^not checked: /gm)).toHaveLength(2);
});

describe('where keys are needed that could not be checked is named', () => {
  const user = (line: number): User => ({
    ...{ file: 'dist/a.yaml', line, column: 1 },
    object: `Deployment shop/api-${line}`,
    as: 'variable PORT',
  });
  const needed = (name: string, lines: readonly number[]) =>
    environment(name, { keys: [{ ...key('unchecked', `${name}:/api`), users: lines.map(user) }] });

  test('below the reason', () => {
    expect(textOf([needed('dev', [7, 9])])).toBe(
      [
        `dev of project shop ${HOST}`,
        '1 not checked',
        `not checked: dev:/api (PORT): ${DEAD}`,
        '  PORT  dist/a.yaml:7  Deployment shop/api-7',
        '  PORT  dist/a.yaml:9  Deployment shop/api-9',
        '',
      ].join('\n'),
    );
  });

  test('below one that several environments share, and not all of very many', () => {
    const [dev, prod] = ['dev', 'prod'].map((name) =>
      needed(
        name,
        Array.from({ length: 10 }, (_, index) => index + 1),
      ),
    );
    const lines = textOf([dev, prod]).split('\n');
    expect(lines.filter((line) => line.startsWith('  PORT  dist/a.yaml:'))).toHaveLength(12);
    expect(lines.at(-2)).toBe('  and 8 more places, see --json');
  });

  test('in a row of its own where the key has another reason', () => {
    const hidden = { ...key('unchecked', 'dev:/b'), users: [user(7)], hint: 'the canary is not visible there' };
    expect(textOf([environment('dev', { keys: [hidden] })])).toContain(
      '  not checked  PORT  dev:/b  dist/a.yaml:7  Deployment shop/api-7  the canary is not visible there\n',
    );
  });
});
