import dns, { type LookupAddress, type LookupOptions } from 'node:dns';
import { lookUpOnce, setLookupLimits } from '../../../cli/infisical-api/name-lookup';

type Answer = (error: Error | null, addresses: LookupAddress[]) => void;
const answers: Answer[] = [];

let lookup: jest.SpyInstance;

beforeEach(() => {
  answers.length = 0;
  lookup = jest.spyOn(dns, 'lookup').mockImplementation(((_: string, __: LookupOptions, found: Answer) => {
    answers.push(found);
  }) as never);
});

afterEach(() => lookup.mockRestore());

const OWN = [{ address: '192.0.2.1', family: 4 }];
const asked = (options: LookupOptions = { all: true }) =>
  new Promise((resolve) => lookUpOnce('infisical.example.com', options, (...found) => resolve(found)));

test('a name for which many wait is looked up once, and again when nobody waits any more', async () => {
  const all = [asked(), asked(), asked({})];
  expect(lookup).toHaveBeenCalledTimes(1);
  answers[0](null, OWN);
  expect(await Promise.all(all)).toEqual([
    [null, OWN],
    [null, OWN],
    [null, '192.0.2.1', 4],
  ]);
  const later = asked();
  expect(lookup).toHaveBeenCalledTimes(2);
  answers[1](Object.assign(new Error('no'), { code: 'EAI_AGAIN' }), []);
  expect(await later).toEqual([expect.objectContaining({ code: 'EAI_AGAIN' }), []]);
});

test('addresses of one family are another question', () => {
  void asked();
  void asked({ family: 6 });
  expect(lookup).toHaveBeenCalledTimes(2);
});

test('a DNS server that says nothing is given up soon, unless somebody has said how long to wait', () => {
  const [bare, told]: NodeJS.ProcessEnv[] = [{}, { RES_OPTIONS: 'timeout:30' }];
  setLookupLimits(bare);
  setLookupLimits(told);
  expect([bare, told]).toEqual([{ RES_OPTIONS: 'timeout:1 attempts:2' }, { RES_OPTIONS: 'timeout:30' }]);
});
