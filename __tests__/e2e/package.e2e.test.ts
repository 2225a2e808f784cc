import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestOf, PROJECT, run } from './packed-library';

/** As somebody would publish it: from a clone in which nothing was built. */
describe('the package of a clean clone', () => {
  let temp: string;
  let unpacked: string;

  beforeAll(() => {
    temp = mkdtempSync(join(tmpdir(), 'package-'));
    const clone = join(temp, 'clone');
    run(temp, 'git', 'clone', '--quiet', PROJECT, clone);
    symlinkSync(join(PROJECT, 'node_modules'), join(clone, 'node_modules'));
    // A synth of the example leaves its cache there.
    mkdirSync(join(clone, 'examples/shop/node_modules/.cache'), { recursive: true });
    writeFileSync(join(clone, 'examples/shop/node_modules/.cache/as-it-is'), '');
    run(clone, 'npm', 'pack', '--pack-destination', temp);
    run(temp, 'tar', '-xzf', `cdk8s-infisical-${manifestOf(clone).version}.tgz`);
    unpacked = join(temp, 'package');
  });

  afterAll(() => rmSync(temp, { recursive: true, force: true }));

  test('has every file that its package.json promises', () => {
    const { main, types, bin, exports } = manifestOf(unpacked);
    const promised = [main, types, ...Object.values<string>(bin), ...Object.values<string>(exports['.'])];
    expect(promised.filter((file) => !existsSync(join(unpacked, file)))).toEqual([]);
  });

  test('has no packages and caches of its examples', () => {
    const files = readdirSync(unpacked, { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => file.includes('node_modules'))).toEqual([]);
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
});
