import { loginOfCli } from '../../../cli/doctor/asking/login-of-cli';

test('where there is no Infisical CLI, that is told, and ends nothing', async () => {
  expect(await loginOfCli({ PATH: '' })).toEqual({ why: 'the Infisical CLI does not tell' });
});

test('a variable of the shell is named, and no program is asked', async () => {
  expect(await loginOfCli({ PATH: '', INFISICAL_TOKEN: 'x' })).toEqual({ variable: 'INFISICAL_TOKEN' });
});
