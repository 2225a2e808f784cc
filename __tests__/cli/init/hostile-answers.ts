import assert from 'node:assert';
import { transformSync } from 'esbuild';
import fc from 'fast-check';
import { parse } from 'yaml';
import { answersFrom, QUESTIONS, type Said } from '../../../cli/init/answers';
import { gather } from '../../../cli/init/ask';
import { projectFiles } from '../../../cli/init/files';
import { hostile, UNSEEN } from '../languages/hostile';

/** Answers of somebody who knows what files they will stand in: some are refused, some are not. */
export const answers = fc.record(
  Object.fromEntries(
    QUESTIONS.map(({ name }) => [
      name,
      fc.oneof(hostile, fc.stringMatching(/^[\w./:@+~,-]{1,20}$/), fc.constantFrom('a', '/a', 'https://a.example')),
    ]),
  ),
  { requiredKeys: ['name', 'project'] },
);

/** With no more odd answers than one, so that the files are written often. */
export const oneOddAnswer = fc.tuple(answers, fc.nat(QUESTIONS.length - 1)).map(([odd, at]) => {
  const { name } = QUESTIONS[at];
  return { name: 'orders', project: 'shop', ...(name in odd ? { [name]: odd[name] } : {}) };
});

/** Whatever is not refused is text in the files. */
export async function textOrRefused(flags: Partial<Said>): Promise<void> {
  const said = await gather(QUESTIONS, flags, undefined).catch(() => undefined);
  if (said === undefined) return;
  const own = [said.name, said.laptop].map(ownName);
  const plain = projectFiles(answersFrom({ ...said, ...PLAIN }));
  for (const [file, text] of Object.entries(projectFiles(answersFrom(said)))) {
    assert.match(file, /^[\w./-]+$/);
    assert.ok(!file.split('/').includes('..'), file);
    assert.doesNotMatch(text, UNSEEN);
    if (file.endsWith('.ts')) {
      const [odd, usual] = [text, plain[file.replace(new RegExp(`(^|/)${said.name}\\.`), `$1${PLAIN.name}.`)]].map(
        identifiersIn,
      );
      for (const one of odd) assert.ok(usual.has(one) || own.some((name) => one.toLowerCase().startsWith(name)), one);
    }
    if (file.endsWith('.yaml')) parse(text);
    if (file.endsWith('.json')) JSON.parse(text);
  }
}

const PLAIN = { name: 'orders', namespace: 'orders', login: 'login', laptop: 'dev' };

function ownName(name: string): string {
  const letters = name.replaceAll('-', '').toLowerCase();
  return /^\d/.test(letters) ? `x${letters}` : letters;
}

/** The words of a program that are not text. */
function identifiersIn(source: string): Set<string> {
  const { code } = transformSync(source, { loader: 'ts', format: 'esm' });
  const words = code.replaceAll(/\/\/.*$|\/\*.*?\*\//gm, '').replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '');
  return new Set([...words.matchAll(/[A-Za-z_$][\w$]*/g)].map(([word]) => word));
}
