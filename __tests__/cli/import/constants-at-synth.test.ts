import { App, Chart } from 'cdk8s';
import { InfisicalAuth, SecretSyncedApp } from '../../../lib';
import { textsIn } from '../check/workplace';
import { load } from './generated-code';
import { imported } from './imported';

describe('at synth', () => {
  async function synth(environment: string, select: (keys: Record<string, string>) => string[]) {
    const { cwd } = await imported();
    const { keys, at } = load(textsIn(cwd)['imports/infisical/project.ts'], 'project');
    const app = new App();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    new SecretSyncedApp(chart, 'api', {
      image: 'api',
      sync: {
        auth: InfisicalAuth.universal({ credentials: { name: 'infisical-credentials' } }),
        source: { projectSlug: 'shop', environment, path: '/api', keys: at(environment, '/api') },
      },
      secretKeys: select(keys),
    });
    return app.synthYaml();
  }

  test('a key that exists in one environment only is an error for the other', async () => {
    const select = ({ DATABASE_URL, PORT }: Record<string, string>) => [DATABASE_URL, PORT];
    expect(await synth('prod', select)).toContain('key: DATABASE_URL');
    await expect(synth('staging', select)).rejects.toThrow(
      /uses the key "DATABASE_URL", which InfisicalSecret "api.*" does not write/,
    );
  });

  test('a key that is written by hand, wrongly, is an error with the one that was meant', async () => {
    await expect(synth('prod', () => ['DATABSE_URL'])).rejects.toThrow(/"DATABSE_URL".*did you mean "DATABASE_URL"\?/);
  });

  test('so is a wrong constant, where nobody checks the types', async () => {
    await expect(synth('prod', ({ DATABSE_URL }) => [DATABSE_URL])).rejects.toThrow(
      'project "shop" has no key "DATABSE_URL": did you mean "DATABASE_URL"?',
    );
  });
});
