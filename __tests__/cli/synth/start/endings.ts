import { emit, emits, JS, type Program } from './program';

/** How programs end, and what is seen of it. */
export const ENDINGS: { readonly [name: string]: Pick<Program, 'app' | 'files'> & { readonly says: string } } = {
  'the exit code 120': {
    files: { 'main.ts': emit("console.log('once'); process.exit(120);") },
    says: 'once\nthe app "node --import tsx main.ts" failed with exit code 120\n',
  },
  'the exit code 1, in plain Node': {
    app: JS,
    files: { 'main.js': emits("console.log('once'); process.exit(1);") },
    says: 'once\nthe app "node main.js" failed with exit code 1\n',
  },
  'a program that has printed something before it gives up': {
    files: {
      'node_modules/d/index.js': "exports.f = () => import('node:fs');",
      'main.ts': emit(
        "console.log('one'); process.stdout.write('two'); void require('d').f().then(() => { console.log(' three'); emit('a: 1'); });",
      ),
    },
    says: 'one\ntwo three\n',
  },
  'an error of a large dependency': {
    files: {
      'main.ts': emit(
        "import { App, Chart } from 'cdk8s'; import { Pod } from 'cdk8s-plus-28'; new Pod(new Chart(new App(), 'c'), 'p', { containers: [{ image: 'x', port: 1, portNumber: 2 }] });",
      ),
    },
    says: 'cdk8s-plus-28/src/container.ts:',
  },
  'an error far below': {
    files: {
      'main.ts': "import './a';",
      'a.ts': "import './b';",
      'b.ts': "import './c';",
      'c.ts': "interface Lines {\n a: string }\nfunction fail() { throw new TypeError('far below'); }\nfail();",
    },
    says: 'c.ts:3:25)\n',
  },
};
