import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from '../command-line';
import { selfSigned } from '../infisical-double/certificate';
import { cwd, PROJECT_ID } from './said';

describe('the command', () => {
  test('writes a project, and says how to go on', async () => {
    const { status, stdout, stderr } = await commandLine(['init', 'orders', '--project', 'shop'], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^\+ orders\/package.json\n/);
    expect(stdout).toMatch(/Next:\n {2}\$ cd orders\n {2}\$ npm install\n {2}\$ npm test\n {2}\$ npm run synth\n$/);
    expect(stdout).toContain(
      '\nNothing for a laptop: that needs the id (UUID) of the project, and this is a slug.\nNext:',
    );
    expect(readFileSync(join(cwd, 'orders/.gitignore'), 'utf8')).not.toMatch(/^dist/m);
    expect(JSON.parse(readFileSync(join(cwd, 'orders/package.json'), 'utf8'))).toMatchObject({ name: 'orders' });
  });

  test('says how a list is written, where each item is a word', async () => {
    const args = ['init', 'orders', '--project', 'shop', '--environments', 'staging', 'prod'];
    const { status, stdout, stderr } = await commandLine(args, { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('a list is one word: --environments staging,prod');
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('tells by its help what is usual', async () => {
    const { stdout } = await commandLine(['init', '--help'], { cwd });
    const words = stdout.replaceAll(/\s+/g, ' ');
    expect(words).toContain('argocd, flux or none (default: argocd)');
    expect(words).toContain('(default: registry.example.com/NAME:1.0.0)');
  });

  test('takes the name of the folder that it is in, and prints JSON if wanted', async () => {
    const folder = join(cwd, 'my-api');
    mkdirSync(folder);
    const { status, stdout } = await commandLine(['init', '--project', 'shop', '--json'], { cwd: folder });
    expect(status).toBe(0);
    expect(JSON.parse(stdout).files).toContain('my-api.ts');
    expect(existsSync(join(folder, 'my-api.ts'))).toBe(true);
  });

  test('tells all that is wrong at once, and writes nothing', async () => {
    const args = ['init', 'orders', '--port', 'x', '--keys', '1A', '--host', 'https://user:canary@x.example.com'];
    const { status, stdout, stderr } = await commandLine(args, { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.split('\n').map((line) => line.split(' ')[0])).toEqual([
      '--host',
      '--keys',
      '--port',
      '--project',
      '',
    ]);
    expect(stderr).not.toContain('canary');
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('never overwrites a file, and says so before anything else', async () => {
    writeFileSync(join(cwd, 'main.ts'), 'mine');
    const { status, stderr } = await commandLine(['init', '.', '--port', 'x'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toBe('. already has main.ts: nothing is overwritten, so name another folder\n');
    expect(readdirSync(cwd)).toEqual(['main.ts']);
  });

  test('never overwrites a file that is called after the application', async () => {
    writeFileSync(join(cwd, 'orders.ts'), 'mine');
    const { status, stderr } = await commandLine(['init', '.', '--name', 'orders', '--project', 'shop'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toBe('--name "orders" is the name of what is there already: orders.ts\n');
    expect(readdirSync(cwd)).toEqual(['orders.ts']);
  });

  test('copies the certificate of a private authority, and the tarball of the library', async () => {
    const { cert } = selfSigned('secrets.example.com');
    writeFileSync(join(cwd, 'corporate.pem'), `a comment\n${cert}`);
    writeFileSync(join(cwd, 'cdk8s-infisical-0.1.0.tgz'), Buffer.from([0x1f, 0x8b, 0xff]));
    const own = ['--host', 'https://secrets.example.com', '--ca-file', 'corporate.pem'];
    const library = ['--library', './cdk8s-infisical-0.1.0.tgz'];
    const { status, stderr } = await commandLine(['init', 'orders', '--project', 'shop', ...own, ...library], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const made = join(cwd, 'orders');
    expect(readFileSync(join(made, 'infisical-ca.pem'), 'utf8').trim()).toBe(cert.trim());
    expect([...readFileSync(join(made, 'vendor/cdk8s-infisical-0.1.0.tgz'))]).toEqual([0x1f, 0x8b, 0xff]);
    const { dependencies } = JSON.parse(readFileSync(join(made, 'package.json'), 'utf8'));
    expect(dependencies['cdk8s-infisical']).toBe('file:vendor/cdk8s-infisical-0.1.0.tgz');
  });

  test('tells what is wrong with both together with all else', async () => {
    const { cert, key } = selfSigned('secrets.example.com');
    writeFileSync(join(cwd, 'both.pem'), cert + key);
    const flags = ['--port', 'x', '--project', 'shop', '--ca-file', 'both.pem', '--library', '.'];
    const { status, stderr } = await commandLine(['init', 'orders', ...flags], { cwd });
    expect(status).toBe(2);
    expect(stderr).toBe(
      '--port "x" must be a whole number from 1 to 65535\n' +
        '--ca-file "both.pem" has more than certificates: give the PEM file with the certificate of the authority, without any key\n' +
        '--library "." is a folder: run `npm pack` in it, and give the tarball that it makes\n',
    );
  });

  test('takes a certificate for an Infisical of one’s own only', async () => {
    writeFileSync(join(cwd, 'ca.pem'), selfSigned('a.example').cert);
    const { status, stderr } = await commandLine(['init', 'orders', '--project', 'shop', '--ca-file', 'ca.pem'], {
      cwd,
    });
    expect(status).toBe(2);
    expect(stderr).toBe('--ca-file is for an Infisical of your own: give its URL with --host\n');
  });

  test('names the files that there are not, and nothing that may be a credential', async () => {
    const run = (caFile: string, library: string) =>
      commandLine(['init', 'orders', '--project', 'shop', '--ca-file', caFile, '--library', library], { cwd });
    expect((await run('nope.pem', './nope.tgz')).stderr).toBe(
      '--ca-file "nope.pem" names no file\n' +
        '--library "./nope.tgz" names no file; it must be a version, or a tarball (.tgz), as npm pack makes one of a clone\n',
    );
    const { stderr } = await run('-----BEGIN canary', 'git+https://u:canary@git.example.com/a.tgz');
    expect(stderr).not.toContain('canary');
  });

  test('makes no laptop of a project that it knows by its slug, and says so where one is asked for', async () => {
    const { status, stderr } = await commandLine(['init', 'orders', '--project', 'shop', '--laptop', 'dev'], { cwd });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        '--laptop needs the id (UUID) of the project, and --project "shop" is a slug: give the id, or leave --laptop out\n',
    });
    expect(readdirSync(cwd)).toEqual([]);
  });

  test.each([
    ['Orders_X', '"orders_x", must be a lower-case RFC 1035 label', 'add --name orders-x'],
    ['2024.orders', '"2024.orders", must be a lower-case RFC 1035 label', 'add --name orders'],
    ['main', '"main", is what the program is called', 'say it with --name'],
    ['123', '"123", must be a lower-case RFC 1035 label', 'say it with --name'],
  ])('says why the folder %s gives no name, and what to write', async (folder, problem, remedy) => {
    const { status, stderr } = await commandLine(['init', folder, '--project', 'shop', '--yes'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain(`the name of the folder, ${problem}`);
    expect(stderr).toMatch(new RegExp(`: ${remedy}\n$`));
  });

  test('takes each key that the cluster takes: a laptop gets them too', async () => {
    const flags = ['--project', PROJECT_ID, '--keys', 'a.b,PORT,PATH'];
    expect(await commandLine(['init', 'orders', ...flags], { cwd })).toMatchObject({ status: 0 });
    expect(readFileSync(join(cwd, 'orders/orders.ts'), 'utf8')).toContain("secretKeys: ['a.b', 'PORT', 'PATH']");
  });
});
