import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { outputPlaces } from '../../../cli/files/output-places';
import { readableOutput } from '../../../cli/files/readable-output';
import { writeReason } from '../../../cli/files/write-reason';
import { withLock } from '../../../cli/synth/output/lock';
import { tidy } from '../../../cli/synth/output/tidy';
import { entryAt } from '../../../lib/files/entry';
import { configMap, Project } from './project';

const OLD = { 'one.k8s.yaml': configMap('one') };

/** What may stand at a path. Pipes and devices would be read without end. */
const THINGS: { readonly [name: string]: (path: string) => void | Promise<void> } = {
  'a file': (path) => project.write(path, 'mine'),
  'an empty file': (path) => project.write(path, ''),
  'a large file': (path) => project.write(path, 'x'.repeat(100_000)),
  'a text that no parser ends with': (path) => project.write(path, '['.repeat(50_000)),
  'a text that a terminal would obey': (path) =>
    project.write(path, '{"host":"a\\n\\u001b[31m::error::","pid":7,"boot":{},"start":[],"token":1,"since":1e300}'),
  'a folder': (path) => project.write(join(path, 'mine'), 'mine'),
  'an empty folder': (path) => void mkdirSync(project.path(path)),
  'a link to a file': (path) => symlinkSync(project.path('victim/thesis.txt'), project.path(path)),
  'a link to a folder': (path) => symlinkSync(project.path('victim'), project.path(path)),
  'a link to what is not there': (path) => symlinkSync('nowhere', project.path(path)),
  'a link to itself': (path) => symlinkSync(project.path(path), project.path(path)),
  'a link to what never ends': (path) => symlinkSync('/dev/zero', project.path(path)),
  'a pipe': (path) => void execFileSync('mkfifo', [project.path(path)]),
  'a socket': (path) =>
    new Promise((resolve) => {
      const server = createServer().listen(project.path(path), () => {
        // As one whose process was killed leaves it.
        servers.push(server);
        resolve();
      });
    }),
};

const PLACES = [
  '.dist.synth',
  '.dist.synth/lock',
  '.dist.synth/lock.0123456789abcdef',
  '.dist.synth/last',
  '.dist.synth/run-1-0123abcd',
  '.dist.synth/run-1-0123abcd/app',
  '.dist.synth/run-1-0123abcd/dist',
  '.dist.synth/run-1-0123abcd/owner',
  '.dist.synth/swap-0123456789abcdef',
  '.dist.synth/swap-0123456789abcdef/dist',
  '.dist.synth/swap-0123456789abcdef/last',
  '.dist.synth/gone-0123456789abcdef',
];

let project: Project;
const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  project.remove();
});

/** What a synth does before it runs the app; tells what it says. */
async function begin(): Promise<string> {
  const places = outputPlaces(project.path('dist'));
  const options = { onWait: () => undefined, patience: 0, silence: 50 };
  try {
    return (await withLock(places.lock, options, async () => tidy(places))).join();
  } catch (error) {
    const { name, message } = error as Error;
    expect(name).toBe('Error');
    return writeReason(error) ?? message;
  }
}

describe.each(PLACES)(
  'whatever stands at %s, a synth says so in a line at most, and nothing but its own is touched:',
  (place) => {
    test.each(Object.keys(THINGS))('%s', async (thing) => {
      project = new Project({ 'victim/thesis.txt': 'precious' }, []);
      for (const [path, text] of Object.entries(OLD)) project.write(`dist/${path}`, text);
      mkdirSync(dirname(project.path(place)), { recursive: true });
      await THINGS[thing]?.(place);
      const says = await begin();
      // Names of files are quoted where they are told, and so is all of a message.
      expect(says.replaceAll(project.folder, '').length).toBeLessThan(400);
      expect(says).not.toMatch(/call stack|^E[A-Z]+:|\n/);
      expect(project.read('victim/thesis.txt')).toBe('precious');
      expect(project.filesIn()).toEqual(OLD);
      expect(readableOutput(project.path('dist'))).toBe(project.path('dist'));
      // What was left alone is in nobody's way, or what is in the way is named.
      if (entryAt(project.path(place)) !== undefined) expect(says).not.toBe('');
    });
  },
);
