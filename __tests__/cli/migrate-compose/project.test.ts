import { symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesAround } from '../../../cli/migrate-compose/project-files';
import { readCompose } from '../../../cli/migrate-compose/read-compose';
import { inProject, projectIn, readProject, valuesOf } from './compose-projects';
import { PROJECTS } from './some-projects';

/** The one value that an action has of a project. */
function servicesOf(texts: { readonly [path: string]: string }) {
  return inProject(texts, (folder, main) => valuesOf(projectIn(folder, texts, main).root.get('services')));
}

describe('several files are one project', () => {
  test('the later one counts: maps are merged, a command is replaced, lists have one entry for each target', () => {
    const services = servicesOf({
      'compose.yaml':
        'services: { a: { image: a:1, command: one, ports: ["80:80"], environment: { A: x, B: y }, volumes: ["./x:/x", "./y:/y"] } }',
      'compose.dev.yaml':
        'services: { a: { image: a:2, command: [two], ports: ["81:81"], environment: [A=z, C], volumes: ["./z:/x"] } }',
    });
    expect(services).toEqual({
      a: {
        image: 'a:2',
        command: ['two'],
        ports: ['80:80', '81:81'],
        environment: ['A=z', 'B=y', 'C'],
        volumes: ['./z:/x', './y:/y'],
      },
    });
  });

  test('!reset takes a value away, !override puts one in its place', () => {
    expect(servicesOf(PROJECTS['!reset and !override'])).toEqual({
      a: { image: 'a', environment: { C: 'w' }, volumes: ['./q:/q'] },
    });
  });

  test('a map over a list is refused where it stands', () => {
    const texts = {
      'compose.yaml': 'services: { a: { image: a, ports: ["80:80"] } }',
      'compose.dev.yaml': 'services:\n  a:\n    ports: { a: 1 }',
    };
    expect(() => readProject(texts)).toThrow(/^compose\.dev\.yaml:3:12: this stands over a list of an earlier file/);
  });

  test.each(['- web', '42', '""', 'web'])('one that is no map is refused, alone or over another: %s', (text) => {
    const refusal = /^[\w.]+:1:1: a compose file begins with the names of its sections: write "services:" before/;
    expect(() => readProject({ 'compose.yaml': text })).toThrow(refusal);
    const texts = { 'compose.yaml': 'services: { a: { image: a } }', 'compose.dev.yaml': text };
    expect(() => readProject(texts)).toThrow(refusal);
  });

  test('every finding names its file', () => {
    const { services, files } = readProject({
      'compose.yaml': 'services: { a: { image: a, environment: { PASSWORD: canary1 } } }',
      'compose.dev.yaml': 'services:\n  a:\n    environment: { TOKEN: canary2 }',
    });
    expect(files).toEqual(['compose.yaml', 'compose.dev.yaml']);
    expect(services[0].findings.map(({ place }) => [place.file, place.line])).toEqual([
      ['compose.dev.yaml', 3],
      ['compose.yaml', 1],
    ]);
  });
});

describe('extends', () => {
  test('of the same file and of another one, whose paths are those of its folder', () => {
    const services = servicesOf(PROJECTS['services that extend others']);
    expect(services).toMatchObject({
      a: { image: 'base', restart: 'always', environment: ['A=1', 'B=3'], ports: ['1:1', '2:2'] },
      b: { command: ['q'] },
      c: {
        image: 'y',
        volumes: ['./sub/d:/d', 'n:/n', { type: 'bind', source: './sub/e', target: '/e' }],
        env_file: './sub/y.env',
        build: { context: './q' },
        environment: ['X=1', 'B=3'],
      },
    });
  });

  test.each([
    ['itself', 'services:\n  a: { extends: a }', 'compose.yaml:2:17: this service extends itself'],
    [
      'one another',
      'services:\n  a: { extends: b }\n  b: { extends: a }',
      'compose.yaml:2:17: this service extends itself',
    ],
    ['nobody', 'services:\n  a: { extends: canary }', 'compose.yaml:2:17: there is no service of this name'],
  ])('of %s is refused', (_, text, message) => {
    expect(() => readProject({ 'compose.yaml': text })).toThrow(message);
    expect(() => readProject({ 'compose.yaml': text })).not.toThrow('canary');
  });
});

describe('include', () => {
  test('in both forms, with files of its own, and paths of its folder', () => {
    const { files, services } = readProject(PROJECTS['files that are included']);
    expect(files).toEqual(['compose.yaml', 'db/compose.yaml', 'db/deeper/c.yaml', 'web/a.yaml', 'web/b.yaml']);
    expect(services.map(({ name }) => name)).toEqual(['a', 'db', 'deep', 'web']);
    expect(servicesOf(PROJECTS['files that are included'])).toMatchObject({
      db: { volumes: ['./db/d:/d', 'data:/x'], build: './db' },
      web: { image: 'w2', build: { context: './web/dir/q' }, ports: ['1:1', '2:2'] },
    });
  });

  test.each([
    ['is not there', 'db/compose.yaml', 'db/compose.yaml, which is included, is not there: what it brings is left out'],
    ['lies outside', '../../../other.yaml', 'lies outside of the project, and is not read: what it brings is left out'],
    ['is elsewhere', 'oci://example.com/x', 'the file that is included is not on this machine'],
    ['is behind a variable', '${WHERE}.yaml', 'the file that is included depends on a variable'],
    ['has a name that may be anything', 'hunter2PW', 'the file that is included is not there'],
    ['is a folder', '.', 'the file that is included is no file inside of the project'],
  ])('of what %s is told, and never passed as read', (_, path, message) => {
    const { unread, services } = readProject({
      'compose.yaml': `include: ["${path}"]\nservices: { a: { image: a } }`,
    });
    expect(unread).toEqual([
      { place: { file: 'compose.yaml', line: 1, column: 11 }, message: expect.stringContaining(message) },
    ]);
    expect(JSON.stringify(unread)).not.toContain('hunter2PW');
    expect(services.map(({ name }) => name)).toEqual(['a']);
  });

  test('of a link that leads out of the project is not read', () => {
    const texts = { 'compose.yaml': 'include: [out.yaml]\nservices: { a: { image: a } }' };
    inProject({ 'other.yaml': 'services: { b: { image: b } }' }, (other) => {
      inProject(texts, (folder, main) => {
        symlinkSync(join(other, 'other.yaml'), join(folder, 'out.yaml'));
        const { unread, files } = projectIn(folder, texts, main);
        expect(unread.map(({ message }) => message)).toEqual([
          expect.stringMatching(/out\.yaml, which is included, is no file inside of the project/),
        ]);
        expect(files).toEqual(['compose.yaml']);
      });
    });
  });

  test('without a path is unread', () => {
    const { unread } = readProject({ 'compose.yaml': 'include: [{ env_file: a.env }]\nservices: { a: { image: a } }' });
    expect(unread.map(({ message }) => message)).toEqual([expect.stringMatching(/^an include without a path/)]);
  });

  test('has variables from the env file that it names, else from the one beside it', () => {
    const texts = {
      'compose.yaml': 'include: [{ path: db/c.yaml, env_file: [db.env] }, web/c.yaml]\nservices: { a: { image: a } }',
      'db/c.yaml': 'services: { db: { image: "db:${DB_TAG}" } }',
      'db.env': 'DB_TAG=hunter2PW',
      'db/.env': 'DB_TAG=hunter2PW',
      'web/c.yaml': 'services: { web: { image: "web:${WEB_TAG}" } }',
      'web/.env': 'WEB_TAG=hunter2PW',
    };
    expect(readProject(texts).findings.map(({ place, message }) => `${place.file} ${message}`)).toEqual([
      expect.stringMatching(/^db\.env it gives values to DB_TAG, /),
      expect.stringMatching(/^web\/\.env it gives values to WEB_TAG, /),
    ]);
  });

  test('of itself is refused', () => {
    const text = 'include: [b.yaml]\nservices: { a: { image: a } }';
    expect(() => readProject({ 'compose.yaml': text, 'b.yaml': 'include: [b.yaml]' })).toThrow(/includes itself/);
  });

  test('of another service of the same name is refused, of the same one it is not', () => {
    const of = (image: string) => ({
      'compose.yaml': 'include: [b.yaml]\nservices: { a: { image: a } }',
      'b.yaml': `services: { a: { image: ${image} } }`,
    });
    expect(readProject(of('a')).services).toHaveLength(1);
    expect(() => readProject(of('b'))).toThrow('compose.yaml:2:13: an included file has another one of this name');
  });

  test('needs files: of a text alone they are unread', () => {
    expect(readCompose('include: [b.yaml]\nservices: { a: { image: a } }', 'c.yaml').unread).toHaveLength(1);
  });

  test('a project without git is the folder that the command is called in, or its own', () => {
    const files = filesAround(join(tmpdir(), 'compose.yaml'));
    expect(files.read('../etc/passwd')).toEqual({ problem: 'lies outside of the project, and is not read' });
  });
});

describe('env files are read for their names', () => {
  const texts = {
    'compose.yaml':
      'services:\n  a: { image: "a:${TAG}", env_file: [a.env, { path: gone.env, required: false }, gone2.env], environment: { B: "1" } }',
    'a.env': '# hunter2PW\nexport A=hunter2PW\nB: hunter2PW\n C = "hunter2PW\nD=hunter2PW"\n\nE\n1=x\n',
    '.env': 'TAG=hunter2PW\nOTHER=hunter2PW\n',
  };

  test('their variables are keys, but for those that are written beside them', () => {
    expect(readProject(texts).services[0]).toMatchObject({ keys: { A: 'A', C: 'C', E: 'E' }, env: { B: '1' } });
  });

  test('a line with another name than that of a variable is left out, and told of', () => {
    const [service] = readProject({ ...texts, 'a.env': 'A=x\nmy.setting=hunter2PW\n' }).services;
    expect(service.findings.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^a\.env has 1 line in which .* is not the name of one: left out$/),
    );
    expect(JSON.stringify(service)).not.toContain('my.setting');
  });

  test('what steers compose from .env is told', () => {
    const read = readProject({ ...texts, '.env': 'COMPOSE_PROFILES=hunter2PW\nCOMPOSE_FILE=hunter2PW\n' });
    expect(read.findings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^it gives values to COMPOSE_PROFILES, COMPOSE_FILE, /),
    ]);
  });

  test('one variable is told of as one', () => {
    const [service] = readProject({ ...texts, 'a.env': 'A=hunter2PW\n' }).services;
    expect(service.findings.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^a\.env has the value of 1 variable, which is a secret key here: /),
    );
  });

  test('what they are, and that one is missing, is told; no value is', () => {
    const read = readProject(texts);
    expect(read.services[0].findings.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^a\.env has values of 4 variables/),
        'the env_file is not there: name its variables as secret keys',
      ]),
    );
    expect(read.findings).toEqual([
      {
        place: { file: '.env', line: 1, column: 1 },
        message: expect.stringMatching(/^it gives values to TAG, which are not repeated/),
      },
    ]);
    expect(JSON.stringify(read)).not.toContain('hunter2PW');
  });
});
