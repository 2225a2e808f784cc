import { childVariables } from '../../../cli/run/child-variables';

const variables = (shell: NodeJS.ProcessEnv, own: Record<string, string | undefined>) =>
  childVariables(shell, new Map(Object.entries(own)));

test('a command has what the shell has, and its own variables, which win', () => {
  expect(variables({ PATH: '/bin', PORT: '1' }, { PORT: '2', EMPTY: '' })).toEqual({
    PATH: '/bin',
    PORT: '2',
    EMPTY: '',
  });
});

test('a command does not have what the container would not have', () => {
  expect(variables({ PORT: '1' }, { PORT: undefined }).PORT).toBe(undefined);
});

test('a command does not have the login, unless it is a variable of its own', () => {
  const shell = {
    INFISICAL_TOKEN: 't',
    INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET: 's',
    INFISICAL_DOMAIN: 'd',
    TOKEN: 'own',
  };
  expect(variables(shell, { INFISICAL_SITE: 'mine' })).toEqual({ TOKEN: 'own', INFISICAL_SITE: 'mine' });
});

test('what no program can have is told by its name and its size, all at once', () => {
  const over = 32 * 4096 - 'BIG='.length;
  expect(() => variables({}, { BIG: 'x'.repeat(over), ZERO: 'a\0canary' })).toThrow(
    process.platform === 'linux'
      ? `"BIG" has ${over} bytes: Linux starts no program with a variable of more than 128 KiB, and no container of the cluster either. Give it as a file\n"ZERO" has the character NUL, which no variable can have`
      : '"ZERO" has the character NUL, which no variable can have',
  );
});

test('what is as large as it may be is given', () => {
  const value = 'x'.repeat(32 * 4096 - 'BIG='.length - 1);
  expect(variables({}, { BIG: value })).toEqual({ BIG: value });
});
