import { counted } from '../../lib/text/counted';
import type { ProgramFiles } from './program/files';

/** The variable by which the program of several environments exports its project. */
function projectIn(program: ProgramFiles): string | undefined {
  return /^export const (\w+) = new InfisicalProject\(/m.exec(program.get('project.ts') ?? '')?.[1];
}

/** The test that no rule is broken, with the path of its file. */
export function rulesTest(program: ProgramFiles): [file: string, text: string] {
  const project = projectIn(program);
  return project === undefined
    ? ['__tests__/main.test.ts', MAIN_TEST]
    : ['__tests__/project.test.ts', projectTest(project)];
}

function projectTest(project: string): string {
  return `import { ${project} } from '../project';

test('no environment has a mistake', () => {
  expect(${project}.problems()).toEqual([]);
});
`;
}

const MAIN_TEST = `import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

test('the program has no mistake', () => {
  const dist = mkdtempSync(join(tmpdir(), 'dist-'));
  process.env.CDK8S_OUTDIR = dist;
  try {
    require('../main'); // it would throw, with all mistakes at once
    expect(readdirSync(dist)).not.toEqual([]);
  } finally {
    rmSync(dist, { recursive: true });
  }
});
`;

/** What the project is, and the commands that come next; how many objects somebody goes on applying beside it. */
export function readme(name: string, program: ProgramFiles, stillApplied: number): string {
  const hasProject = projectIn(program) !== undefined;
  const declares = hasProject
    ? '[project.ts](project.ts) declares the environments, with what differs between them; [main.ts](main.ts) writes them.'
    : '[main.ts](main.ts) declares what was adopted, and writes it.';
  const folder = hasProject ? 'dist/<environment>/' : 'dist/';
  return `# ${name}

${declares} It was made by \`cdk8s-infisical adopt\`, and is yours now.

\`\`\`console
$ npm install
$ npm test         # is there a mistake?
$ npm run synth    # writes ${folder}: commit it
\`\`\`

Nothing changes in the cluster by that: \`kubectl diff -f ${folder}\` shows what would. \`npm run keys\` asks Infisical whether
every key exists, by names, never values. What to do next, and what the props are that keep live objects as they are:
[adopt.md](node_modules/cdk8s-infisical/docs/adopt.md).
${stillApplied === 0 ? '' : stillAppliedText(stillApplied)}`;
}

function stillAppliedText(count: number): string {
  const [were, their, them] = count === 1 ? ['was', 'its', 'it'] : ['were', 'their', 'them'];
  return `
${counted(count, 'object')} that \`adopt\` has read ${were} **left out**, and ${were} not in \`dist/\` when this was written: keep ${their} YAML applied.
Whoever deploys \`dist/\` alone, and prunes, deletes ${them}. The output of \`adopt\` lists ${them}; \`--include-rest\` declares what holds
no secret.
`;
}
