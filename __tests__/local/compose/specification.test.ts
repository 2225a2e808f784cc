import { FILE_FIELDS } from '../../../lib/local/compose/specification/file-fields';
import { objectOf, type Shape, type Simple } from '../../../lib/local/compose/specification/shape';
import { shapeProblems } from '../../../lib/local/compose/specification/shape-problems';
import { alternativesOf, ownNames, PUBLISHED_FILE, type Published } from './published-schema';

const SIMPLE: { [type: string]: Simple } = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'flag',
  null: 'nothing',
};
/** Names of any text are names of any text. */
const ANY_TEXT = ['.+', '^.+$'];

/** What stands under names of which the schema says nothing. */
const ANYTHING_SIMPLE = { simple: ['flag', 'nothing', 'number', 'text'] };

/** The published schema in our words, without what is undefined. */
function shapeOf(part: Published): object {
  const all = alternativesOf(part);
  const types = all.flatMap(({ type }) => type ?? []);
  const found = <T>(of: (one: Published) => T | undefined) => all.map(of).find((one) => one !== undefined);
  const names = found(ownNames);
  const properties = found((one) => one.properties);
  return plain({
    simple: types.flatMap((type) => SIMPLE[type] ?? []).sort(),
    words: found((one) => one.enum),
    from: found((one) => one.minimum),
    to: found((one) => one.maximum),
    items: plainShape(found((one) => one.items)),
    areItemsUnique: found((one) => one.uniqueItems || undefined),
    fields:
      properties &&
      Object.fromEntries(Object.entries(properties).map(([name, of]): [string, object] => [name, shapeOf(of)])),
    required: found((one) => one.required?.toSorted()),
    entries: names ? shapeOf(names[1]) : types.includes('object') && !properties ? ANYTHING_SIMPLE : undefined,
    entryName: names && !ANY_TEXT.includes(names[0]) ? names[0] : undefined,
  });
}

function plainShape(part: Published | undefined): object | undefined {
  return part && shapeOf(part);
}

function normalShape({ simple, items, fields, required = [], entries, entryName, ...rest }: Shape): object {
  return plain({
    ...rest,
    simple: [...simple].sort(),
    items: items && normalShape(items),
    fields: fields && Object.fromEntries(Object.entries(fields).map(([name, of]) => [name, normalShape(of)])),
    required: required.length === 0 ? undefined : [...required].sort(),
    entries: entries && normalShape(entries),
    entryName: entryName?.source,
  });
}

function plain(value: object): object {
  return JSON.parse(JSON.stringify(value));
}

test.each(Object.keys(PUBLISHED_FILE.properties ?? {}))('%s is as the compose specification publishes it', (field) => {
  expect(normalShape(FILE_FIELDS[field])).toEqual(shapeOf(PUBLISHED_FILE.properties?.[field] ?? {}));
});

test('there are no other fields', () => {
  expect(Object.keys(FILE_FIELDS).sort()).toEqual(Object.keys(PUBLISHED_FILE.properties ?? {}).sort());
});

describe('what is no compose', () => {
  const problems = (value: unknown) => shapeProblems(value, SERVICE, 'compose');
  const SERVICE = FILE_FIELDS.services.entries ?? objectOf({});

  test.each([
    [{ ulimit: {} }, 'compose has no field "ulimit" in the compose specification: did you mean "ulimits"?'],
    [{ shmSize: '1gb' }, 'compose has no field "shmSize" in the compose specification: did you mean "shm_size"?'],
    [
      { logging: { drvr: 'local', size: 1 } },
      'compose.logging has no field "drvr" in the compose specification: it has "driver", "options"',
      'compose.logging has no field "size" in the compose specification: it has "driver", "options"',
    ],
    [{ privileged: 3 }, 'compose.privileged must be true or false or a text, found a number'],
    [{ cpu_percent: 101 }, 'compose.cpu_percent must be a number from 0 to 100, found 101'],
    [{ cap_add: ['A', 'A'] }, 'compose.cap_add[1] is there already: compose takes each once'],
    [{ cgroup: 'hosts' }, 'compose.cgroup must be "host"'],
    [{ volumes: [{ source: './a' }] }, 'compose.volumes[0] has no type, which compose needs'],
    [{ ulimits: { NO: 1 } }, 'compose.ulimits has the name "NO", which compose does not take as one'],
    [{ labels: { a: {} } }, 'compose.labels.a must be a text, a number, true or false or null, found an object'],
    [
      { labels: { 'a b': [] } },
      'compose.labels[entry 1] must be a text, a number, true or false or null, found a list',
    ],
    [{ mem_limit: Number.NaN }, 'compose.mem_limit must be a number or a text, found a number'],
    [{ logging: new Map() }, 'compose.logging must be an object, found a Map'],
  ])('%j', (value, ...expected) => {
    expect(problems(value)).toEqual(expected);
  });

  test('is told without a value', () => {
    const told = problems({ 'hunter2PW x': 1, cgroup: 'hunter2PW', labels: { a: { b: 'hunter2PW' } } });
    expect(told).toHaveLength(3);
    expect(told.join()).not.toContain('hunter2PW');
  });

  test('what holds itself ends', () => {
    const labels: { [name: string]: unknown } = {};
    labels.a = labels;
    expect(problems({ labels })).toHaveLength(1);
  });

  test('extensions, and what is undefined, are left alone', () => {
    expect(problems({ 'x-own': { a: 1 }, image: undefined, logging: { 'x-b': 2 } })).toEqual([]);
  });
});
