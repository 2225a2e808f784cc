import { renameSync, rmSync, truncateSync, utimesSync } from 'node:fs';
import { buildLibrary } from '../../../project/built-library';
import { appWrites, COPYING_APP, configMap, copyingProject, Project } from '../project';
import { passed, WatchSession } from './watch-session';

const WATCHING = /watching the files of this project/;
const DONE = /in 1 file\n|up to date/;

let project: Project;
let session: WatchSession;
beforeEach(() => {
  project = copyingProject({ 'prod/a.k8s.yaml': configMap('a') });
});
afterEach(async () => {
  await session.finish();
  project.remove();
});

async function watched(args: readonly string[] = []): Promise<void> {
  session = WatchSession.piped(project, args);
  await session.next(WATCHING);
}

function saveConfigMap(name: string): void {
  appWrites(project, { 'prod/a.k8s.yaml': configMap(name) });
}

describe('a save is synthesized at once,', () => {
  test('told in plain lines where there is no terminal', async () => {
    await watched();
    expect(session.shown).toContain('ConfigMap a');
    saveConfigMap('b');
    expect(await session.next(/in 1 file\n/)).toBe(
      'files.json:\n+ ConfigMap b  (prod)\n- ConfigMap a  (prod)\n\n1 added, 0 changed, 1 removed in 1 file\n',
    );
    expect(project.filesIn()).toEqual({ 'prod/a.k8s.yaml': configMap('b') });
  });

  const text = (name: string) => JSON.stringify({ files: { 'prod/a.k8s.yaml': configMap(name) } });
  test.each<[string, () => Promise<void> | void]>([
    [
      'where an editor writes another file and renames it over the old one',
      () => {
        project.write('files.json~tmp', text('b'));
        renameSync(project.path('files.json~tmp'), project.path('files.json'));
      },
    ],
    [
      'where vim sets the old one aside first',
      () => {
        project.write('4913', '');
        rmSync(project.path('4913'));
        renameSync(project.path('files.json'), project.path('files.json~'));
        project.write('files.json', text('b'));
        rmSync(project.path('files.json~'));
      },
    ],
    [
      'where it empties the file and writes it a moment later',
      async () => {
        truncateSync(project.path('files.json'));
        await passed(60);
        project.write('files.json', text('b'));
      },
    ],
    [
      'where several files are saved',
      () => {
        project.write('app.js', `${COPYING_APP}\n// saved, too\n`);
        project.write('files.json', text('b'));
      },
    ],
  ])('%s', async (_, save) => {
    await watched();
    await save();
    await session.next(/in 1 file\n/);
    expect(project.filesIn()).toEqual({ 'prod/a.k8s.yaml': configMap('b') });
    await passed(500);
    expect(session.shown.match(/^\S.*:$/gm)?.length).toBeLessThan(3);
    expect(session.errors).toMatch(/^watching [^\n]*\n$/);
  });

  test('and nothing happens where nothing was changed', async () => {
    await watched();
    saveConfigMap('b');
    await session.next(/in 1 file\n/);
    utimesSync(project.path('files.json'), new Date(), new Date());
    project.write('dist/prod/kustomization.yaml', 'resources: []\n');
    project.write('node_modules/some/index.js', '');
    project.write('.git/index', '');
    await passed(700);
    session.skip();
    saveConfigMap('c');
    expect(await session.next(/in 1 file\n/)).toMatch(/^files\.json:\n/);
  });
});

describe('a program that is broken leaves dist, and the next save is tried again:', () => {
  const DIST = { 'prod/a.k8s.yaml': configMap('a') };
  test.each([
    [
      'does not compile',
      'const = 1;\n',
      /app\.js:1:7: Unexpected token '='\n {4}const = 1;\n[^\n]*failed with exit code 1\ndist is left as it was\n/,
    ],
    ['throws', 'throw new Error("no such thing");\n', /no such thing[\s\S]*failed with exit code 1\n/],
    ['calls process.exit', 'process.exit(3);\n', /failed with exit code 3\ndist is left as it was\n/],
    ['writes nothing', '\n', /has written nothing[\s\S]*dist is left as it was\n/],
    ['kills itself', 'process.kill(process.pid, "SIGKILL");\n', /was ended by SIGKILL\n/],
  ])('one that %s', async (_, program, message) => {
    await watched();
    project.write('app.js', program);
    expect(await session.next(/dist is left as it was\n/)).toMatch(message);
    expect(project.filesIn()).toEqual(DIST);
    project.write('app.js', COPYING_APP.replace("'files.json'", "'./files.json'"));
    await session.next(/up to date/);
    saveConfigMap('b');
    await session.next(/in 1 file\n/);
  });

  test('one that hangs is ended with the next save', async () => {
    await watched();
    project.write('app.js', 'console.error("I hang"); for (;;);\n');
    await session.next(/I hang/);
    project.write('app.js', `${COPYING_APP}\n`);
    await session.next(/up to date/);
    expect(project.filesIn()).toEqual(DIST);
    expect(session.processes().length).toBeLessThanOrEqual(2);
    expect(project.names()).not.toContain('.dist.synth');
  });

  test('a file of settings that is broken', async () => {
    await watched();
    project.write('cdk8s.yaml', 'app: [\n');
    await session.next(/cdk8s\.yaml.*\n/);
    project.write('cdk8s.yaml', 'app: node app.js\noutput: elsewhere\n');
    await session.next(/in 1 file\n/);
    expect(project.filesIn('elsewhere')).toEqual(DIST);
    saveConfigMap('b');
    // A slow machine may see the save before in two steps.
    await session.next(/files\.json:[\s\S]*in 1 file\n/);
    await passed(500);
    expect(session.shown.match(/files\.json:/g)).toHaveLength(1);
  });

  test('from the beginning', async () => {
    project.write('app.js', 'const = 1;\n');
    await watched();
    expect(session.errors).toContain('app.js:1:7: Unexpected token');
    project.write('app.js', COPYING_APP);
    await session.next(/in 1 file\n/);
  });
});

describe('the files that count', () => {
  test('are also such as were not there before, and such as are gone', async () => {
    project.write(
      'app.js',
      COPYING_APP.replace("'files.json'", "require('node:fs').readdirSync('data').map(n => 'data/' + n)[0]"),
    );
    project.write('data/b.json', JSON.stringify({ files: { 'a.k8s.yaml': configMap('of-b') } }));
    await watched();
    project.write('data/a.json', JSON.stringify({ files: { 'a.k8s.yaml': configMap('of-a') } }));
    expect(await session.next(/in 1 file\n/)).toMatch(/^data\/a\.json:\n/);
    rmSync(project.path('data/a.json'));
    expect(await session.next(/in 1 file\n/)).toMatch(/^data\/a\.json \(removed\):\n/);
    expect(project.filesIn()).toEqual({ 'a.k8s.yaml': configMap('of-b') });
  });

  test('are also those that the program has loaded from elsewhere, once it has', async () => {
    const other = copyingProject({});
    other.write('name.js', "module.exports = 'first';\n");
    const text = configMap('NAME');
    const program = `const fs = require('node:fs');
fs.mkdirSync(process.env.CDK8S_OUTDIR, { recursive: true });
fs.writeFileSync(process.env.CDK8S_OUTDIR + '/a.k8s.yaml', ${JSON.stringify(text)}.replace('NAME', require(${JSON.stringify(other.path('name.js'))})));
`;
    await watched();
    project.write('app.js', program);
    await session.next(/added/);
    await passed(500);
    other.write('name.js', "module.exports = 'second';\n");
    expect(await session.next(/in 1 file\n/)).toContain('ConfigMap second');
    other.remove();
  });

  test('are not those that the app writes with each run', async () => {
    project.write('app.js', `${COPYING_APP}\nwriteFileSync('made.txt', String(process.hrtime.bigint()));\n`);
    await watched();
    await passed(1_500);
    const before = session.shown.length;
    await passed(1_000);
    expect(session.shown.length).toBe(before);
    saveConfigMap('b');
    await session.next(DONE);
    expect(session.errors).toContain('made.txt changes whenever the app runs');
  });

  test('are not those of the laptop, which a synth writes', async () => {
    await watched();
    project.write(
      'files.json',
      JSON.stringify({ files: { 'a.k8s.yaml': configMap('a') }, beside: { 'compose.yaml': 'services: {}\n' } }),
    );
    await session.next(/in \d files?\n/);
    await passed(700);
    expect(session.shown.match(/:\n/g)).toHaveLength(1);
  });
});

describe('it ends with a signal,', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s, and leaves nothing', async (signal) => {
    await watched();
    await passed(500);
    session.signal(signal);
    expect(await session.end).toEqual({ code: null, signal });
    expect(session.processes()).toEqual([]);
    expect(project.names()).not.toContain('.dist.synth');
  });

  test('also while the app hangs', async () => {
    await watched();
    project.write('app.js', 'console.error("I hang"); for (;;);\n');
    await session.next(/I hang/);
    session.signal('SIGTERM');
    expect(await session.end).toEqual({ code: null, signal: 'SIGTERM' });
    expect(session.processes()).toEqual([]);
    expect(project.names()).not.toContain('.dist.synth');
    expect(project.filesIn()).toEqual({ 'prod/a.k8s.yaml': configMap('a') });
  });

  test('and where it is killed, what it has started ends by itself', async () => {
    await watched();
    await passed(500);
    session.signal('SIGKILL');
    await session.end;
    for (let wait = 0; session.processes().length > 0 && wait < 100; wait++) await passed(50);
    expect(session.processes()).toEqual([]);
  });
});

describe('on a terminal', () => {
  test('a line names what was saved, nothing is taken away, and Ctrl-C ends it', async () => {
    session = WatchSession.onTerminal(project);
    await session.next(WATCHING);
    saveConfigMap('b');
    const shown = await session.next(/in 1 file\r\n/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal gets
    expect(shown.replaceAll(/\u001b\[\d+m/g, '')).toMatch(
      /^\r\n── files\.json ─{40,} \d\d:\d\d:\d\d ──\r\n\+ ConfigMap b/,
    );
    session.type('\u0003');
    await session.end;
    expect(JSON.parse(session.errors)).toEqual({ code: null, signal: 2 });
    expect(session.shown).not.toContain('OTHER SETTINGS');
    // Colours, and the line of progress, which is taken away; neither the screen nor what was shown before.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal gets
    expect(session.shown.replaceAll(/\u001b\[\d*m|\r\u001b\[K/g, '')).not.toContain('\u001b');
    expect(session.processes()).toEqual([]);
  });

  test('Ctrl-C ends an app that hangs, too', async () => {
    session = WatchSession.onTerminal(project);
    await session.next(WATCHING);
    project.write('app.js', 'console.error("I hang"); for (;;);\n');
    await session.next(/I hang/);
    session.type('\u0003');
    await session.end;
    expect(JSON.parse(session.errors)).toEqual({ code: null, signal: 2 });
    expect(session.processes()).toEqual([]);
    expect(project.names()).not.toContain('.dist.synth');
  });
});

test('findings and access: what is new, and what is gone', async () => {
  const program = (keys: string, image: string) => `const { Chart } = require('cdk8s');
const { GitOpsApp, InfisicalAuth, InfisicalHost, SecretSyncedApp } = require('cdk8s-infisical');
const app = new GitOpsApp({ environment: 'prod' });
new SecretSyncedApp(new Chart(app, 'shop', { namespace: 'shop' }), 'payments-api', {
  image: '${image}',
  secretKeys: ${keys},
  sync: {
    host: InfisicalHost.cloudUs(),
    auth: InfisicalAuth.universal({ credentials: { name: 'login', namespace: 'shop' } }),
    source: { projectSlug: 'shop', environment: 'prod', path: '/' },
  },
});
app.synth();
`;
  project.write('app.ts', program("['DATABASE_URL']", 'api:1.0'));
  project.write('cdk8s.yaml', 'app: node --import tsx app.ts\n');
  buildLibrary(project.path('node_modules/cdk8s-infisical'));
  await watched();
  project.write('app.ts', program("['DATABASE_URL', 'STRIPE_KEY']", 'api:1.0'));
  expect(await session.next(/in 1 file\n/)).toContain('payments-api gains STRIPE_KEY in prod');
  project.write('app.ts', program("['STRIPE KEY']", 'api:1.0'));
  expect(await session.next(/dist is left as it was\n/)).toMatch(/^error: prod: \[shop\/payments-api/m);
  project.write('app.ts', program("['DATABASE_URL']", 'api:1.0'));
  const mended = await session.next(/in 1 file\n/);
  expect(mended).toContain('payments-api loses STRIPE_KEY in prod');
  expect(mended).toMatch(/^gone: prod: \[shop\/payments-api/m);
});

test('a package that was loaded ahead, and has changed since, counts as it is now', async () => {
  await session?.finish();
  project.remove();
  const program = (word: string) => `// ${word}
const { mkdirSync, writeFileSync } = require('node:fs');
mkdirSync(process.env.CDK8S_OUTDIR, { recursive: true });
writeFileSync(process.env.CDK8S_OUTDIR + '/a.k8s.yaml', ${JSON.stringify(configMap('NAME'))}.replace('NAME', require('constructs').word + global.loaded));
`;
  const library = (word: string) => `global.loaded = (global.loaded ?? 0) + 1; exports.word = '${word}';`;
  project = new Project({ 'cdk8s.yaml': 'app: node app.js\n', 'app.js': program('first') }, []);
  project.write('node_modules/constructs/index.js', library('old'));
  await watched();
  await passed(1_000);
  project.write('app.js', program('second'));
  await session.next(/up to date/);
  await passed(1_000);
  project.write('node_modules/constructs/index.js', library('new'));
  project.write('app.js', program('third'));
  expect(await session.next(/in 1 file\n/)).toContain('ConfigMap new1');
  expect(project.read('dist/a.k8s.yaml')).toBe(configMap('new1'));
});

test('where the system watches no more files, a line says which limit to raise', async () => {
  const limit = 'echo 2 > /proc/sys/user/max_inotify_watches && exec "$@"';
  const within = ['unshare', '--user', '--map-root-user', 'sh', '-c', limit, 'sh'];
  expect(await project.synth(['--watch'], { within })).toEqual({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/^the files of the project cannot be watched: .*fs\.inotify\.max_user_watches/),
  });
});

test('options for one synth are refused, and so is a folder without a project', async () => {
  expect(await project.synth(['--watch', '--check'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--check writes nothing'),
  });
  expect(await project.synth(['--watch', '--format', 'sarif'])).toMatchObject({ status: 2 });
  rmSync(project.path('cdk8s.yaml'));
  expect(await project.synth(['--watch'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('there is no cdk8s.yaml'),
  });
  session = WatchSession.piped(project);
});
