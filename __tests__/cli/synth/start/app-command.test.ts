import { appCommand } from '../../../../cli/synth/start/app-command';

test.each([
  ['node --import tsx main.ts', { entry: 'main.ts', loader: 'tsx', execArgv: ['--import', 'tsx'] }],
  ['node  --import=tsx ./src/main.cts ', { entry: './src/main.cts', loader: 'tsx', execArgv: ['--import=tsx'] }],
  ['node --import tsx main.js', { entry: 'main.js', loader: 'tsx', execArgv: ['--import', 'tsx'] }],
  ['node -r tsx/cjs main.ts', { entry: 'main.ts', loader: 'tsx/cjs', execArgv: ['-r', 'tsx/cjs'] }],
  ['node --require=tsx/cjs main.ts', { entry: 'main.ts', loader: 'tsx/cjs', execArgv: ['--require=tsx/cjs'] }],
  ['node main.js', { entry: 'main.js', execArgv: [] }],
])('%s is started quickly', (app, command) => {
  expect(appCommand(app)).toEqual(command);
});

test.each([
  // Node itself would have to know TypeScript.
  'node main.ts',
  // ES modules.
  'node main.mjs',
  'node --import tsx main.mts',
  // Loaders and options of which nothing is known.
  'node --import tsx/cjs main.ts',
  'node -r tsx main.ts',
  'node -r ts-node/register main.ts',
  'node --inspect main.js',
  // What brings a process, or an environment, of its own.
  'npx tsx main.ts',
  'tsx main.ts',
  'npx ts-node main.ts',
  'npm run app',
  'python main.py',
  // What is for a shell.
  'node main.js prod',
  'node main.js; rm -rf x',
  'node main.js && true',
  'node $MAIN.js',
  'node ../*/main.js',
  'node "main.js"',
  'FOO=1 node main.js',
  'node main.js\u00a0',
])('%s is run by the shell', (app) => {
  expect(appCommand(app)).toBeUndefined();
});
