import { App, Chart } from 'cdk8s';
import { SecretSyncedApp } from '../../lib';
import { APP } from '../declarations';
import { printedLines } from '../synthesis';

test('a warning names the construct and the remedy, and is printed once, however often the app is synthesized', () => {
  const app = new App();
  for (const id of ['one', 'two']) new SecretSyncedApp(new Chart(app, id, { namespace: id }), 'api', APP);
  app.synthYaml();
  app.synthYaml();
  expect(printedLines()).toEqual(
    ['one', 'two'].map(
      (id) =>
        `warning: [${id}/api/Deployment] the pods keep the old values of the managed Secret "api", which they use through variables: add the annotation secrets.infisical.com/auto-reload: "true" (C11)`,
    ),
  );
});
