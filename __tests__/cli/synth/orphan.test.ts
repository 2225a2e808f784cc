import { type StdioOptions, spawn } from 'node:child_process';
import { outputPlaces } from '../../../cli/files/output-places';
import { endOrphan } from '../../../cli/synth/output/orphan';
import { processIdentity, stateOf, thisProcess } from '../../../cli/synth/output/process-identity';
import { deadOwner } from './dead-owner';
import { configMap, copyingProject, type Project } from './project';

const OLD = { 'one.k8s.yaml': configMap('one'), 'prod/two.k8s.yaml': configMap('two') };
const RUN = '.dist.synth/run-1-0123abcd';

let project: Project;
beforeEach(() => {
  project = copyingProject(OLD);
});
afterEach(() => project.remove());

const places = () => outputPlaces(project.path('dist'));

describe('the app of a dead synth', () => {
  /** A process as a synth starts an app, or another one. */
  function start(outdir: string) {
    const env = { ...process.env, CDK8S_OUTDIR: outdir };
    const orphan = spawn('sleep', ['60'], { stdio: 'ignore', env });
    const gone = new Promise((resolve) => orphan.on('exit', (_, signal) => resolve(signal)));
    return { orphan, gone, identity: processIdentity(orphan.pid ?? 0) };
  }
  const outdir = () => `${places().work}/run-1-0123abcd/dist`;

  test('is ended with it', async () => {
    const { gone, identity } = start(outdir());
    project.write(`${RUN}/app`, JSON.stringify(identity));
    project.write('.dist.synth/lock', deadOwner());
    expect(await project.synth()).toMatchObject({ status: 0 });
    expect(await gone).toBe('SIGKILL');
  });

  test('is not ended where anything speaks against its being this one', async () => {
    const { orphan, gone, identity } = start(outdir());
    const killed = () => orphan.signalCode !== null || orphan.killed;
    for (const wrong of [
      { host: 'elsewhere' },
      { boot: 'another' },
      { boot: undefined },
      { namespace: 'pid:[1]' },
      { pid: -(orphan.pid ?? 1) },
      { pid: 0 },
    ]) {
      project.write(`${RUN}/app`, JSON.stringify({ ...identity, ...wrong }));
      endOrphan(project.path(RUN), outdir());
      expect([wrong, killed(), stateOf(identity)]).toEqual([wrong, false, 'running']);
    }
    orphan.kill('SIGKILL');
    await gone;
  });

  // Only Linux tells with what a process was started.
  if (process.platform === 'linux') {
    test('is ended with all that it has started, also where it has ended itself', async () => {
      const env = { ...process.env, CDK8S_OUTDIR: outdir() };
      const stdio: StdioOptions = ['ignore', 'pipe', 'ignore'];
      const shell = spawn('sh', ['-c', 'sleep 60 & true && sleep 60'], { stdio, env });
      const ended = new Promise((resolve) => shell.stdout?.on('close', resolve).resume());
      project.write(`${RUN}/app`, JSON.stringify({ ...thisProcess(), pid: shell.pid, start: 'of one that has ended' }));
      endOrphan(project.path(RUN), outdir());
      // All that have it have ended.
      await ended;
    });

    test('is not ended where it was started for something else', async () => {
      const { orphan, gone, identity } = start('/elsewhere');
      project.write(`${RUN}/app`, JSON.stringify(identity));
      endOrphan(project.path(RUN), outdir());
      expect(stateOf(identity)).toBe('running');
      orphan.kill('SIGKILL');
      await gone;
    });
  }
});
