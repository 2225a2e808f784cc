import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { DOCUMENTS } from './document-blocks';
import { PROJECT } from './main-program';

const textOf = (document: string) => readFileSync(join(PROJECT, document), 'utf8');
const proseOf = (document: string) => textOf(document).replaceAll(/^```.*?^```/gms, '');

interface Link {
  readonly text: string;
  /** From the folder of the project; the document itself where the link names none. */
  readonly file: string;
  readonly anchor: string | undefined;
}

function linksIn(document: string): Link[] {
  return [...proseOf(document).matchAll(/\[([^\]]*)\]\(([^)\s]+)\)/g)].flatMap(([, text, target]) => {
    if (/^[a-z]+:/.test(target)) return [];
    const [file, anchor] = target.split('#');
    return [{ text, anchor, file: file === '' ? document : posix.join(posix.dirname(document), file) }];
  });
}

/** The names by which GitHub knows the headings of a document. */
function anchorsOf(document: string): string[] {
  return [...proseOf(document).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(DOCUMENTS)('%s', (document) => {
  const links = linksIn(document);

  test('links to files that exist, and to headings of them', () => {
    const isBroken = ({ file, anchor }: Link) =>
      !existsSync(join(PROJECT, file)) || (anchor !== undefined && !anchorsOf(file).includes(anchor));
    expect(links.filter(isBroken)).toEqual([]);
  });

  test('calls what it finds in a file as the file does', () => {
    const named = links.filter(({ text, file }) => /^`.*`$/.test(text) && /\.(ts|cjs)$/.test(file));
    const isFound = ({ text, file }: Link) =>
      textOf(file).includes(text.slice(1, -1)) || file.endsWith(text.slice(1, -1));
    expect(named.filter((link) => existsSync(join(PROJECT, link.file)) && !isFound(link))).toEqual([]);
  });

  test('names files and folders that are there', () => {
    const paths = [...proseOf(document).matchAll(/`((?:lib|cli|tools|bench|__tests__)\/[\w./-]*)`/g)];
    expect(paths.map(([, path]) => path).filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
  });
});

describe('decisions', () => {
  const files = readdirSync(join(PROJECT, 'docs/decisions')).sort();

  test('are numbered without a gap, and all listed with the architecture', () => {
    expect(files.map((file) => Number(file.slice(0, 4)))).toEqual(files.map((_, i) => i + 1));
    const listed = linksIn('docs/architecture.md').map(({ file }) => file);
    expect(files.filter((file) => !listed.includes(`docs/decisions/${file}`))).toEqual([]);
  });

  test.each(files)('%s says what was decided, why, at what cost, and instead of what', (file) => {
    const headings = [...textOf(`docs/decisions/${file}`).matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['Context', 'Decision', 'What it costs', 'What was tried or weighed instead']);
  });
});
