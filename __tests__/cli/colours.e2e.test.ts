import { PROJECT } from '../project/main-program';
import { commandLine } from './command-line';

test.each([{}, { CI: 'true' }, { CI: 'true', FORCE_COLOR: '1' }, { TERM: 'xterm-256color' }])(
  'nothing is coloured that goes into a pipe, with %j',
  async (env) => {
    const { stdout } = await commandLine(['report'], { cwd: PROJECT, env });
    expect(stdout).toContain('project-api');
    expect(stdout).not.toContain('\u001b');
  },
);
