import { YAMLParseError } from 'yaml';
import { failureText, ProblemsError } from '../../../cli/terminal/failure-text';
import { printable } from '../../../cli/terminal/printable';
import { asTerminalText, foreignText, lines, say } from '../../../cli/terminal/terminal-text';

describe('a name in a sentence', () => {
  test.each([
    ['api', 'api'],
    ['a\nb', 'a\\u000ab'],
    ['\u001b[31mred', '\\u001b[31mred'],
    ['\u009b2J', '\\u009b2J'],
    ['\u202eevil', '\\u202eevil'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\ud800', '\\ud800'],
    ['::error::x', '\\u003a:error::x'],
    ['  ::error::x', '  \\u003a:error::x'],
    ['x ##[error]y', 'x #\\u0023[error]y'],
    ['##vso[task.setvariable]x', '#\\u0023vso[task.setvariable]x'],
    ['std::string ## x', 'std::string ## x'],
    ['https://u:hunter2@h', 'https://***@h'],
  ])('%j is %s', (name, shown) => {
    expect(printable(name)).toBe(shown);
    expect(say`${name}`.text).toBe(shown);
  });

  test('begins no command together with what stands around it', () => {
    expect(say`:${':error::x'}`.text).toBe('\\u003a:error::x');
    expect(say`${'#'}${'#[error]'}`.text).toBe('#\\u0023[error]');
    expect(say`first\n${'::error::x'}\n`.text).toBe('first\n\\u003a:error::x\n');
  });

  test('is said once, however often the sentence is put into another', () => {
    const inner = say`${'a\nb'} is here\n`;
    expect(say`${inner}${[inner, 'c\n', 1]}`.text).toBe('a\\u000ab is here\na\\u000ab is here\nc\\u000a1');
  });
});

describe('text of our own', () => {
  test('keeps its lines and its colours, and nothing else that a terminal obeys', () => {
    expect(asTerminalText('\u001b[1mtitle\u001b[22m\n  two\u001b[2J\u001b]0;x\u0007\n', true).text).toBe(
      '\u001b[1mtitle\u001b[22m\n  two\\u001b[2J\\u001b]0;x\\u0007\n',
    );
    expect(asTerminalText('\u001b[1m::error::x', true).text).toBe('\u001b[1m\\u003a:error::x');
  });

  test('keeps the address of a page of ours in any colour, and the colour behind one of which a part is not shown', () => {
    const page = '\u001b[2mhttps://github.com/cdk8s-infisical/cdk8s-infisical/blob/main/docs/rules.md#c21\u001b[22m';
    expect(asTerminalText(`C21 ${page}\n`, true).text).toBe(`C21 ${page}\n`);
    expect(asTerminalText('\u001b[36mhttps://host/x?key=1".\u001b[39m y', true).text).toBe(
      '\u001b[36mhttps://host/x?***".\u001b[39m y',
    );
  });

  test('has no colours where nobody looks at it: then they are from a name', () => {
    expect(asTerminalText('\u001b[1mtitle', false).text).toBe('\\u001b[1mtitle');
  });

  test('has a line for each name, whatever is in it', () => {
    expect(lines(['a\nb', say`c`]).text).toBe('a\\u000ab\nc\n');
    expect(lines([]).text).toBe('');
  });
});

describe('what another program prints', () => {
  test('keeps its lines, its tabs and its colours', () => {
    const text = '\tat main.ts:1:2\r\n\u001b[1;31mred\u001b[0m é😀\n\n  done';
    expect(foreignText(text).text).toBe(text.replace('\r', ''));
  });

  test.each([
    ['10 %\r20 %\r', '10 %\n20 %\n'],
    ['\u001b[2J\u001b]0;title\u0007', '\\u001b[2J\\u001b]0;title\\u0007'],
    ['\u009b2J\b\u0000', '\\u009b2J\\u0008\\u0000'],
    ['\u202eevil', '\\u202eevil'],
    ['one\n::error::x\n\t::set-output::y\n', 'one\n\\u003a:error::x\n\t\\u003a:set-output::y\n'],
    ['a ##vso[task.setvariable]x', 'a #\\u0023vso[task.setvariable]x'],
    ['cannot reach https://u:hunter2@h\n', 'cannot reach https://***@h\n'],
    ['std::string ## x', 'std::string ## x'],
  ])('commands neither a terminal nor a CI, and names no credential: %j', (text, shown) => {
    expect(foreignText(text).text).toBe(shown);
  });
});

describe('an error', () => {
  test('is one line, whatever its message holds', () => {
    expect(failureText(new Error('x\n::error::\u001b[31m https://u:hunter2@h')).text).toBe(
      'x\\u000a::error::\\u001b[31m https://***@h\n',
    );
  });

  test('with several problems has a line for each', () => {
    expect(failureText(new ProblemsError(['a:', '  b\nc'])).text).toBe('a:\n  b\\u000ac\n');
  });

  test('of another file of the bundle is known by what it has', () => {
    expect(failureText(Object.assign(new Error('x'), { problems: ['a', 'b'] })).text).toBe('a\nb\n');
  });

  test.each([
    new YAMLParseError([0, 1], 'BAD_ALIAS', 'hunter2'),
    new TypeError('hunter2'),
    new RangeError('hunter2'),
    new Error(''),
    'hunter2',
    undefined,
    { a: 'hunter2' },
  ])('that nobody meant is a bug, of which nothing is repeated: %p', (error) => {
    const { text } = failureText(error);
    expect(text).toMatch(
      /^this is a bug in cdk8s-infisical \([\w ]+\): please report it, with what CDK8S_INFISICAL_TRACE=1 shows of it\n$/,
    );
  });

  test('shows where in the code it was, if asked for, and not what was in its message', () => {
    const { text } = failureText(new TypeError('hunter2\n    hunter2'), true);
    expect(text).toMatch(/please report it\n {4}at /);
    expect(text).not.toContain('hunter2');
  });
});
