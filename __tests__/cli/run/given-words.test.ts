import { givenWords } from '../../../cli/run/given-words';

const NODE = ['node', 'cdk8s-infisical', 'run'];

test.each<[string, string[], string[], string[], string[]]>([
  ['a command behind --', ['orders', 'pnpm', 'dev'], ['orders', '--', 'pnpm', 'dev'], ['orders'], ['pnpm', 'dev']],
  [
    'a command with -- of its own',
    ['a', 'npm', 'test', '--', '-u'],
    ['a', '--', 'npm', 'test', '--', '-u'],
    ['a'],
    ['npm', 'test', '--', '-u'],
  ],
  ['no application', ['docker', 'ps'], ['--stack', '--', 'docker', 'ps'], [], ['docker', 'ps']],
  ['no command', ['orders'], ['orders', '--check'], ['orders'], []],
  ['nothing behind --', ['orders'], ['orders', '--'], ['orders'], []],
])('%s', (_, all, typed, apps, command) => {
  expect(givenWords(all, [...NODE, ...typed])).toEqual({ apps, command });
});
