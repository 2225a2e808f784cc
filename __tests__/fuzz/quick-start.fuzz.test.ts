import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { Project } from '../cli/synth/project';
import { NO_INTERRUPTION, triedInTime } from '../property-runs';

/** Says what it sees of itself, in the ways that modules have to say something. */
const SAYINGS = [
  'exports.v = [module.id.slice(-8), module.filename.slice(-8), require.main.filename.slice(-7), arguments.length];',
  "exports.v = new Error('x').stack.split('\\n')[1].replace(/[(].*[/]/, '');",
  "'use strict'; Object.defineProperty(exports, '__esModule', { value: true }); exports.default = 1; exports.v = 'd';",
  'module.exports = class X { static v = 1; m() { return String(this.m); } };',
  'module.exports = Object.assign(() => 1, { v: 1, get g() { return this === module.exports; } });',
  "exports.v = ['nope', './nope', 'fs', '..'].map((name) => { try { return typeof require(name); } catch (e) { return e.code; } });",
  'export const v = typeof require; export default import.meta.url.slice(-8);',
];
const HEADS = ['', '#!/usr/bin/env node\n', '\ufeff', '/* é */ '];
const LARGE = `\n//${'x'.repeat(120_000)}\n`;
const TAILS = { none: '', large: LARGE, mapped: `${LARGE}//# sourceMappingURL=data:,{}` };
const ENDS = [
  '',
  'process.exitCode = 7;',
  "process.on('exit', (code) => console.log('exit', code));",
  'process.exit(120);',
  "console.error('warn'); process.emitWarning('careful');",
  "setTimeout(() => { throw new Error('late'); }, 1);",
  "import('node:fs').then(() => console.log('later'));",
];
const APPS = ['node --import tsx main.ts', 'node -r tsx/cjs main.ts', 'node main.js'];

const program = fc.record({
  app: fc.constantFrom(...APPS),
  modules: fc.array(
    fc.record({
      head: fc.constantFrom(...HEADS),
      saying: fc.constantFrom(...SAYINGS),
      tail: fc.constantFrom('none' as const, 'large' as const, 'mapped' as const),
      isDependency: fc.boolean(),
      file: fc.constantFrom('index.js', 'index.cjs', 'index.mjs', 'index.ts'),
      type: fc.constantFrom({}, { type: 'module' }, { type: 'commonjs' }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  end: fc.constantFrom(...ENDS),
  /** Which module says something else later. */
  changed: fc.nat(5),
});

type Parts = typeof program extends fc.Arbitrary<infer T> ? T : never;

function filesOf({ app, modules, end }: Parts): { [path: string]: string } {
  const files: { [path: string]: string } = { 'cdk8s.yaml': `app: ${app}\n` };
  const names = modules.map(({ head, saying, tail, isDependency, file, type }, index) => {
    const folder = isDependency ? `node_modules/m${index}` : `m${index}`;
    files[`${folder}/package.json`] = JSON.stringify({ ...type, main: file });
    files[`${folder}/${file}`] = `${head}${saying}${TAILS[tail]}`;
    return isDependency ? `m${index}` : `./m${index}`;
  });
  files[app.split(' ').at(-1) ?? ''] = `
const { mkdirSync, writeFileSync } = require('node:fs');
const said = ${JSON.stringify(names)}.map((name) => {
  try { const m = require(name); return [Object.keys(m), m.v, typeof m.default]; } catch (e) { return e.code ?? e.name; }
});
mkdirSync(process.env.CDK8S_OUTDIR);
writeFileSync(process.env.CDK8S_OUTDIR + '/a.k8s.yaml', JSON.stringify([said, process.argv.slice(2), process.execArgv]));
${end}
`;
  return files;
}

/** All that is left, and seen, of a synth; process ids are nobody's business. */
async function outcome(project: Project, ...args: string[]) {
  const { status, stderr } = await project.synth(args);
  const files = project.filesIn();
  rmSync(project.path('dist'), { recursive: true, force: true });
  return { status, stderr: stderr.replace(/node:\d+/g, 'node'), files };
}

test('a synth that starts quickly writes, says and ends as one that does not, at first, again, and after a change', async () => {
  const property = fc.asyncProperty(program, triedInTime(expectSameOutcomes));
  await fc.assert(property, { numRuns: 60, endOnFailure: true, ...NO_INTERRUPTION });
});

async function expectSameOutcomes(parts: Parts): Promise<void> {
  const project = new Project(filesOf(parts), ['esbuild', 'tsx']);
  try {
    const first = await outcome(project);
    expect(await outcome(project)).toEqual(first);
    expect(await outcome(project, '--no-cache')).toEqual(first);
    const modules = parts.modules.map((module, index) =>
      index === parts.changed ? { ...module, saying: 'exports.v = "other";' } : module,
    );
    for (const [path, text] of Object.entries(filesOf({ ...parts, modules }))) project.write(path, text);
    expect(await outcome(project)).toEqual(await outcome(project, '--no-cache'));
  } finally {
    project.remove();
  }
}
