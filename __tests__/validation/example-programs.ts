import * as cdk8s from 'cdk8s';
import * as plus from 'cdk8s-plus-28';
import { transformSync } from 'esbuild';
import { PRELUDE } from '../../cli/explain/example-text';
import * as library from '../../lib';
import { findingsOfApp } from '../../lib/evaluation/report/app-findings';
import type { FindingRecord } from '../../lib/evaluation/report/finding-record';
import { findingsOfRun, type Run } from '../../lib/gitops/synthesis';
import { ruleList } from '../../lib/validation/rule-list';

/** The rules whose examples are programs. */
export const EXAMPLE_PROGRAMS = ruleList().flatMap(({ id, bad, good }) =>
  typeof bad === 'string' && typeof good === 'string' ? [{ id, bad, good }] : [],
);

/** The modules whose names programs use, those of the first before those of others. */
const MODULES = { 'cdk8s-infisical': library, cdk8s, 'cdk8s-plus-28': plus };

/** A program as it would stand in a file. */
export function wholeProgram(text: string): string {
  const words = new Set(`${PRELUDE}${text}`.replaceAll(/'[^']*'/g, '').match(/\w+/g));
  const imports = Object.entries(MODULES).map(([module, exported]) => {
    const names = Object.keys(exported).filter((name) => words.delete(name));
    return `import { ${names.join(', ')} } from '${module}';\n`;
  });
  return `${imports.join('')}${PRELUDE}{\n${text}\n}\nexport { app, auth, chart, prodChart, project, stagingChart };\n`;
}

/** All that is found in what a program declares. */
export function findingsOfProgram(text: string): FindingRecord[] {
  const projects: library.InfisicalProject[] = [];
  class InfisicalProject extends library.InfisicalProject {
    public constructor(props?: library.InfisicalProjectProps) {
      super(props);
      projects.push(this);
    }
  }
  const modules = { ...MODULES, 'cdk8s-infisical': { ...library, InfisicalProject } };
  const { code } = transformSync(wholeProgram(text), { loader: 'ts', format: 'cjs' });
  const made = { exports: {} as { app: cdk8s.App } };
  new Function('require', 'module', code)((name: keyof typeof MODULES) => modules[name], made);
  const found = projects.flatMap((project) => findingsOfRun(runOf(Reflect.get(project, 'contents'))));
  // A chart that the program has no need of is empty.
  return [...found, ...findingsOfApp(made.exports.app)].filter(
    ({ message }) => !message.startsWith('it has no object'),
  );
}

/** What a project would write, with its warnings. */
function runOf(contents: { run?: () => Run }): Run {
  return (contents as { run: () => Run }).run();
}
