import {
  Call,
  type Code,
  Element,
  Imported,
  Member,
  type MemberName,
  NewExpression,
  Reference,
  Shared,
  Variable,
} from '../../../cli/typescript/code';
import { evaluate } from '../../../cli/typescript/evaluate';
import { Names } from '../../../cli/typescript/names';
import { printCode } from '../../../cli/typescript/print';
import { SourceFile, textOf } from '../../../cli/typescript/source-file';
import { ChartClass, Constant, KeyConstant, type Statement } from '../../../cli/typescript/statement';

const CHART = new Imported('cdk8s', 'Chart');
const APP = new Variable('app');
const SCOPE = { name: 'scope', type: new Imported('constructs', 'Construct') };
const text = (...statements: Statement[]) => new SourceFile().text([statements]);

test('a file is printed from its statements, with what it imports', () => {
  const file = new SourceFile();
  const host = new Shared('host', new Call(new Imported('cdk8s-infisical', 'InfisicalHost.cloudEu')));
  file.shareConstant(textOf(host), file.names.take('HOST'));
  const keys = file.names.take('KEYS');
  const reference = new Reference('keys', 'it');
  file.nameVariable(reference, keys);
  const made = new NewExpression(CHART, new Variable('scope'), 'a', {
    host,
    key: new Element(reference, 'A'),
  });
  const body = [[new Call(new Member(APP, 'synth'))], [made]];
  const declared = new ChartClass(file.names.take('AChart'), CHART, [SCOPE], [new Variable('scope'), 'a'], body);
  expect(
    file.text([[new Constant('HOST', host.code, true)], [new KeyConstant(keys, ['A', 'b-c'])], [declared]]),
  ).toBe(`import { Chart } from 'cdk8s';
import { InfisicalHost } from 'cdk8s-infisical';
import type { Construct } from 'constructs';

export const HOST = InfisicalHost.cloudEu();

/** Secret keys in use. */
const KEYS = {
  A: 'A',
  'b-c': 'b-c',
} as const;

export class AChart extends Chart {
  public constructor(scope: Construct) {
    super(scope, 'a');

    app.synth();

    new Chart(scope, 'a', { host: HOST, key: KEYS.A });
  }
}
`);
});

describe('what is not on the closed list is refused', () => {
  test.each<[string, Code]>([
    ['a module', new Imported('fs', 'readFileSync')],
    ['a module with code in it', new Imported("x'; process.exit(7); '", 'X')],
    ['a module outside', new Imported('./../../../x', 'X')],
    ['a name that a package does not export', new Imported('cdk8s', 'process')],
    ['what every object has', new Imported('cdk8s', 'toString')],
    ['what every class has', new Imported('cdk8s', 'Chart.constructor')],
    ['what every function has', new Imported('cdk8s', 'Chart.name')],
    ['the prototype of a class', new Imported('cdk8s', 'Chart.prototype')],
    ['a member with code in it', new Imported('cdk8s-plus-28', 'Protocol.TCP, x: process')],
  ])('%s', (_, code) => {
    const call = new Call(code as Imported);
    expect(() => text(call)).toThrow(/exports no/);
    expect(() => evaluate(call, () => undefined)).toThrow(/exports no/);
  });

  test.each(['constructor', '__proto__', 'x; process.exit(7)'])('the member %s', (name) => {
    const call = new Call(new Member(APP, name as MemberName));
    expect(() => text(call)).toThrow(/no member/);
    expect(() => evaluate(call, () => ({}))).toThrow(/no member/);
  });

  test.each(['process', 'x y', '', 'globalThis'])('the variable %j', (name) => {
    expect(() => text(new Call(new Member(new Variable(name), 'synth')))).toThrow(/has no name/);
  });

  test.each(['x y', '', '1', 'é', 'a;b', "'"])('the name %j', (name) => {
    expect(() => new Names().take(name)).toThrow(/can be no name/);
  });

  test.each<[string, unknown]>([
    ['a Set', new Set(['x'])],
    ['bytes', Buffer.from('x')],
    ['a number that is none', Number.NaN],
    ['endless numbers', Number.NEGATIVE_INFINITY],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
  ])('%s', (_, value) => {
    expect(() => printCode({ a: value as Code })).toThrow();
  });
});

describe('names', () => {
  test.each(['class', 'undefined', 'chart', 'await', 'require', 'arguments'])('%s is reserved', (name) => {
    expect(new Names().take(name)).toBe(`${name}2`);
  });

  test('are taken once', () => {
    const names = new Names();
    expect([
      names.take('a'),
      names.take('a', 'b'),
      names.take('a', 'b'),
      names.take('KEYS'),
      names.take('KEYS'),
    ]).toEqual(['a', 'b', 'a2', 'KEYS', 'KEYS_2']);
  });
});

test.each(['constructor', 'toString'])(
  'a property that every object has is meant as one of the constant: %s',
  (key) => {
    const file = new SourceFile();
    file.names.take('KEYS');
    expect(
      file.text([
        [
          new KeyConstant('KEYS', [key]),
          new Call(new Imported('cdk8s', 'Chart.of'), new Element(new Variable('KEYS'), key)),
        ],
      ]),
    ).toContain(`Chart.of(KEYS['${key}'])`);
  },
);

describe('what is too long for its line stands in the next one, as Biome has it', () => {
  const image = `registry.example.com/${'x'.repeat(90)}`;

  test('a text behind its name', () => {
    expect(printCode({ image }, 120)).toBe(`{\n  image:\n    '${image}',\n}`);
  });

  test('but not behind a name of four letters, which would save nothing', () => {
    expect(printCode({ name: image }, 120)).toBe(`{\n  name: '${image}',\n}`);
  });

  test('texts of several lines begin there', () => {
    const script = `first\n${'second '.repeat(9)}\nthird`;
    expect(printCode({ script }, 80)).toBe(
      `{\n  script:\n    'first\\n' +\n    '${'second '.repeat(9)}\\n' +\n    'third',\n}`,
    );
    expect(printCode({ [`'${'k'.repeat(60)}`]: `a\n${'b'.repeat(58)}` }, 100)).toBe(
      `{\n  "'${'k'.repeat(60)}":\n    'a\\n' + '${'b'.repeat(58)}',\n}`,
    );
  });
});
