import { parseYaml } from '../../../cli/yaml/parse-yaml';

const HOSTILE = ['>hunter2', '|hunter2', '!a!hunter2', '!hunter2 x', '*hunter2', '@hunter2', '`hunter2', '%hunter2 b'];
const BROKEN = ['"hunter2', '"\\qhunter2"', '[hunter2', '{hunter2: x', '&a &hunter2 x', 'a: hunter2: x'];

describe('a YAML file that is no manifest', () => {
  const warnings: unknown[] = [];
  beforeAll(() => void jest.spyOn(process, 'emitWarning').mockImplementation((warning) => void warnings.push(warning)));

  test.each([...HOSTILE, ...BROKEN])('is refused without its text: %s', (value) => {
    const read = () => parseYaml(`services:\n  db:\n    PASSWORD: ${value}\n`, 'c.yaml');
    expect(read).toThrow(/^c\.yaml:\d+:\d+: this is no YAML: /);
    expect(read).not.toThrow(/hunter2/);
  });

  test('is refused without a word of Node where a key is a map', () => {
    expect(() => parseYaml('{hunter2: x}: y\n', 'c.yaml')).toThrow('c.yaml:1:1: this is no YAML: a key is no text');
    expect(warnings).toEqual([]);
  });

  test('is refused where it is nested without end', () => {
    expect(() => parseYaml('['.repeat(100_000), 'c.yaml')).toThrow('nested too deep');
    expect(() => parseYaml('a: &a [x]\n'.concat('b: &b [*a, *b]\n'), 'c.yaml')).not.toThrow(/Maximum call stack/);
  });

  test('is refused at its first error, of how many there are', () => {
    expect(() => parseYaml(`a:\n  b: ${'!x '.repeat(50_000)}\n`, 'c.yaml')).toThrow('c.yaml:2:9: this is no YAML: ');
    expect(() => parseYaml(`a: "${'\\q'.repeat(50_000)}"\n`, 'c.yaml')).toThrow('c.yaml:1:5: this is no YAML: ');
  });

  test('is refused where there are several documents, or more than a parser can hold', () => {
    expect(() => parseYaml('a: b\n---\nc: d\n', 'c.yaml')).toThrow('c.yaml:2:1: this is no YAML: there are several');
    expect(() => parseYaml('a\n'.repeat(600_000), 'c.yaml')).toThrow('split it');
  });

  test('is read', () => {
    expect(parseYaml('a: {b: 1}\n', 'c.yaml')).toEqual({ a: { b: 1 } });
    expect(parseYaml('', 'c.yaml')).toBeNull();
  });
});
