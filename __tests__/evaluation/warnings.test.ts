import { App, Chart } from 'cdk8s';
import { SecretSyncedApp } from '../../lib';
import { APP, SYNC } from '../declarations';
import { printedLines } from '../synthesis';

test('a warning names the construct and the remedy, and is printed once, however often the app is synthesized', () => {
  const app = new App();
  for (const id of ['one', 'two']) {
    const sync = { ...SYNC, source: { projectSlug: 'change-me', environment: 'prod' } };
    new SecretSyncedApp(new Chart(app, id, { namespace: id }), 'api', { ...APP, sync });
  }
  app.synthYaml();
  app.synthYaml();
  expect(printedLines()).toEqual(
    ['one', 'two'].map(
      (id) =>
        `warning: [${id}/api/Secret] the projectSlug "change-me" of the source is still a placeholder: write the real one (S9)`,
    ),
  );
});
