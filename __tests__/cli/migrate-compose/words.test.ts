import { templateOf, textOf, withDefaults } from '../../../cli/migrate-compose/interpolation';
import { shellWords } from '../../../cli/migrate-compose/shell-words';
import { wordInCompose, wordText } from '../../../cli/migrate-compose/started-command';

describe('words of a command are those of compose, which is no shell', () => {
  test.each([
    ['sh -c "\n  echo \'a b\'\n"', ['sh', '-c', "\n  echo 'a b'\n"]],
    ['run --queue "low priority"\n', ['run', '--queue', 'low priority']],
    ['a \'b "c"\' d\\ e "f\\"g"', ['a', 'b "c"', 'd e', 'f"g']],
    ['a "" \'\' b', ['a', '', '', 'b']],
    ['a"b c"d', ['ab cd']],
    ['', []],
  ])('%j', (command, words) => {
    expect(shellWords([command])).toEqual({ words: words.map((word) => (word === '' ? [] : [word])) });
  });

  test.each([
    ['a && b', ['a'], '&'],
    ['a | b', ['a'], '|'],
    ['a; b', ['a'], ';'],
    ['a 2>b', ['a'], '>'],
  ])('%s ends where compose stops reading', (command, words, cutAt) => {
    expect(shellWords([command])).toEqual({ words: words.map((word) => [word]), cutAt });
  });

  test.each(['a "b', "a 'b", 'a \\', 'a (b)', 'a `b'])('%s is refused', (command) => {
    expect(shellWords([command])).toBeUndefined();
  });

  test('a variable is a part of the word that it stands in', () => {
    const words = shellWords(templateOf('a --pw=${PW} "$X y" $Z') ?? [])?.words ?? [];
    expect(words.map(wordText)).toEqual(['a', '--pw=${PW}', '${X} y', '${Z}']);
  });

  test('in a compose file a dollar that is none stands twice', () => {
    expect(wordInCompose(templateOf('$$HOME ${A}') ?? [])).toBe('$$HOME ${A}');
  });
});

describe('variables in a text', () => {
  test.each([
    ['$A', '${A}'],
    ['${A}b', '${A}b'],
    ['${A:-b}', 'b'],
    ['${A-}', ''],
    ['${A:-${B:-c}d}', 'cd'],
    ['${A:-${B}}', '${B}'],
    ['${A:?say}', '${A}'],
    ['${A:+b}', '${A}'],
    ['$$A $${B}', '$A ${B}'],
    ['${A:-a}-${B:-b}', 'a-b'],
    ['a $ $1', 'a $ $1'],
  ])('%s is %s without any', (text, expected) => {
    expect(textOf(withDefaults(templateOf(text) ?? []))).toBe(expected);
  });

  test.each(['${', '${}', '${1}', '${A!b}', `$\{A:-${'${B:-'.repeat(100)}${'}'.repeat(101)}`])(
    '%s is refused, as by compose',
    (text) => {
      expect(templateOf(text)).toBeUndefined();
    },
  );
});
