import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { filesOf } from './files-of';
import { manifestOf, PROJECT, run } from './packed-library';

const BIN = join(PROJECT, 'node_modules/.bin');
const MACHINE = [PROJECT, homedir()].filter((folder) => folder !== '/');

/** As somebody would publish it: from a clone in which nothing was built. */
describe('the package of a clean clone', () => {
  let temp: string;
  let tarball: string;
  let unpacked: string;
  let files: string[];

  beforeAll(() => {
    temp = mkdtempSync(join(tmpdir(), 'package-'));
    const clone = join(temp, 'clone');
    run(temp, 'git', 'clone', '--quiet', PROJECT, clone);
    symlinkSync(join(PROJECT, 'node_modules'), join(clone, 'node_modules'));
    // A synth of the example leaves its cache there.
    mkdirSync(join(clone, 'examples/shop/node_modules/.cache'), { recursive: true });
    writeFileSync(join(clone, 'examples/shop/node_modules/.cache/as-it-is'), '');
    // What somebody tried there is nobody else's.
    for (const file of ['examples/shop/.env', 'examples/shop/tls.key', 'docs/argo-cd-plugin/.env']) {
      writeFileSync(join(clone, file), '');
    }
    run(clone, 'npm', 'pack', '--pack-destination', temp);
    tarball = join(temp, `cdk8s-infisical-${manifestOf(clone).version}.tgz`);
    run(temp, 'tar', '-xzf', tarball);
    unpacked = join(temp, 'package');
    files = filesOf(unpacked);
  });

  afterAll(() => rmSync(temp, { recursive: true, force: true }));

  test('has every file that its package.json promises', () => {
    const { main, types, bin, exports } = manifestOf(unpacked);
    const promised = [main, types, ...Object.values<string>(bin), ...Object.values<string>(exports['.'])];
    expect(promised.filter((file) => !existsSync(join(unpacked, file)))).toEqual([]);
  });

  test('has what jsii needs for other languages, the licenses of what is bundled, and the documents', () => {
    const needed = ['.jsii', 'LICENSE', 'README.md', 'build/cli/LICENSES.txt', 'docs/rules.md', 'schema.json'];
    expect(needed.filter((file) => !files.includes(file))).toEqual([]);
    expect(readFileSync(join(unpacked, 'build/lib/index.js'), 'utf8')).toContain('jsii.rtti');
  });

  test('has the compiled library, the command, documents and examples, and nothing else', () => {
    const allowed =
      /^(build\/lib\/index\.js|build\/lib\/.+\.d\.ts|build\/cli\/([\w-]+\.js|LICENSES\.txt)|\.jsii|(package|schema)\.json|docs\/[\w-]+\.md|docs\/argo-cd-plugin\/[\w.-]+|examples\/.+|LICENSE|(README|CHANGELOG)\.md)$/;
    const unwanted = /node_modules|\.map$|(^|\/)\.(env|npmrc|git)|\.(pem|key|tsbuildinfo)$/;
    expect(files.filter((file) => !allowed.test(file) || unwanted.test(file))).toEqual([]);
    expect(files.filter((file) => /\.test\.|__tests__/.test(file) && !file.startsWith('examples/'))).toEqual([]);
  });

  test('is small: at most 2.5 MB to load, 11 MB on the disk', () => {
    expect(statSync(tarball).size).toBeLessThan(2_500_000);
    const sizes = files.map((file) => statSync(join(unpacked, file)).size);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(11_000_000);
  });

  test('knows nothing of the machine that packed it', () => {
    const talkative = files.filter((file) => {
      const text = readFileSync(join(unpacked, file), 'utf8');
      return pathsOf(withSourceMap(text)).some((path) => MACHINE.some((folder) => path.startsWith(folder)));
    });
    expect(talkative).toEqual([]);
  });

  test('has what its documents link to, and those that docstrings point to', () => {
    const documents = files.filter((file) => /^(docs|examples)\/.*\.md$/.test(file));
    const links = documents.flatMap((document) =>
      linksIn(readFileSync(join(unpacked, document), 'utf8')).map((link) => [document, link]),
    );
    expect(links.length).toBeGreaterThan(100);
    const isThere = ([document, link]: string[]) => existsSync(join(unpacked, posix.dirname(document), link));
    expect(links.filter((link) => !isThere(link))).toEqual([]);
    const pointed = files
      .filter((file) => /^build\/lib\/.*\.d\.ts$/.test(file))
      .flatMap((file) => readFileSync(join(unpacked, file), 'utf8').match(/docs\/[\w-]+\.md/g) ?? []);
    expect(pointed.length).toBeGreaterThan(2);
    expect(pointed.filter((file) => !files.includes(file))).toEqual([]);
  });

  test('has a command that can be executed', () => {
    const command = join(unpacked, manifestOf(unpacked).bin['cdk8s-infisical']);
    expect(statSync(command).mode & 0o111).toBe(0o111);
    expect(run(temp, command, '--version')).toBe(`${manifestOf(unpacked).version}\n`);
  });

  test('runs no script of its own where it is installed', () => {
    const { scripts } = manifestOf(unpacked);
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([]);
  });

  test('publint has nothing to say', () => {
    expect(run(temp, join(BIN, 'publint'), 'run', tarball, '--strict')).toContain('All good!');
  });

  test('are the types wrong? No, for any way of resolving them', () => {
    expect(run(temp, join(BIN, 'attw'), tarball, '--no-color', '--no-emoji')).toContain('No problems found');
  });
});

function linksIn(text: string): string[] {
  const prose = text.replaceAll(/^```.*?^```/gms, '');
  const targets = [...prose.matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, target]) => target.split('#')[0]);
  return targets.filter((target) => target !== '' && !/^[a-z]+:/.test(target));
}

/** The words of a text that are absolute paths. */
function pathsOf(text: string): string[] {
  return text.split(/[\s"'`()=,;]|file:\/\//).filter((word) => word.startsWith('/'));
}

/** The text of a file together with that of the source map inside it. */
function withSourceMap(text: string): string {
  const [, encoded = ''] = text.match(/sourceMappingURL=data:.*base64,(\S+)/) ?? [];
  return text + Buffer.from(encoded, 'base64').toString();
}
