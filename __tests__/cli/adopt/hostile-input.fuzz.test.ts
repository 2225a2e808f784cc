import { adoptedSafely } from './adopted-safely';
import { offTheList } from './closed-list';
import { corpus, hostileFile, MARK } from './hostile-manifests';

const FILES = corpus();

/** The long form of this is in __tests__/fuzz. */
test('whatever stands in 300 manifests, the programs have nothing in them but what is on the closed list', () => {
  let documents = 0;
  const programs: string[] = [];
  for (let seed = 1; documents < 300; seed++) {
    const manifests = hostileFile(seed, FILES);
    documents += manifests.length;
    const { problems, written } = adoptedSafely(manifests, seed);
    expect({ seed, problems }).toEqual({ seed, problems: [] });
    programs.push(written);
  }
  // Else nothing is shown by it.
  expect(programs.filter((program) => program.includes(MARK)).length).toBeGreaterThan(50);
});

test.each([
  ['a template', 'const a = `x`;'],
  ['a function', 'const a = () => 1;'],
  ['a global', "process.exit('1');"],
  ['another module', "import { x } from 'fs';"],
  ['what a package does not export', "import { toString } from 'cdk8s';"],
  ['an inherited member', "import { Chart } from 'cdk8s';\nChart.constructor('x');"],
  ['a computed member', "import { Chart } from 'cdk8s';\nChart['of']('x');"],
  ['the prototype', "import { Chart } from 'cdk8s';\nconst a = new Chart({ '__proto__': 'x' });"],
  ['a spread', "import { Chart } from 'cdk8s';\nconst a = new Chart({ ...this });"],
  ['a comment', '// x'],
  ['an unseen character', "import { Chart } from 'cdk8s';\nconst a = new Chart('\u202e');"],
])('the check of the list sees %s', (_, text) => {
  expect(offTheList(text)).not.toEqual([]);
});
