import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readManifests } from '../../../cli/manifests/read-files';

const SECRET = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n';
const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n';

describe('paths', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'manifests-'));
    mkdirSync(join(folder, 'b'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const read = () => {
    const { manifests, problems, without } = readManifests([folder]);
    const shown = (file: string) => file.slice(folder.length + 1);
    return {
      read: manifests.map(({ file }) => shown(file)),
      unread: problems.map(({ file, message }) => `${shown(file)}: ${message}`),
      without: without.map(shown),
    };
  };

  test('a folder is read with all below it, in one order, whatever it was written in', () => {
    writeFileSync(join(folder, 'c.yml'), CONFIG);
    writeFileSync(join(folder, 'B.YAML'), CONFIG);
    writeFileSync(join(folder, 'd.JSON'), '{"apiVersion":"v1","kind":"Secret"}');
    writeFileSync(join(folder, 'b/a.yaml'), SECRET);
    writeFileSync(join(folder, 'notes.txt'), 'no manifest');
    writeFileSync(join(folder, 'b/kustomization.yaml'), 'resources: [a.yaml]');
    writeFileSync(join(folder, 'kustomization.yml'), SECRET);
    expect(read()).toEqual({
      read: ['B.YAML', 'b/a.yaml', 'c.yml', 'd.JSON', 'kustomization.yml'],
      unread: [],
      without: ['b/kustomization.yaml'],
    });
  });

  test('what npm and git keep in a folder is not read, unless it is asked for', () => {
    for (const name of ['b/node_modules/x', '.git']) {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, 'a.yaml'), SECRET);
    }
    expect(read()).toEqual({ read: [], unread: [], without: [] });
    const asked = join(folder, 'b/node_modules');
    expect(readManifests([asked]).manifests.map(({ file }) => file)).toEqual([join(asked, 'x/a.yaml')]);
  });

  describe('a chart', () => {
    beforeEach(() => {
      for (const name of ['templates', 'b/templates', 'charts']) mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: shop\n');
      writeFileSync(join(folder, 'templates/a.txt'), SECRET);
      writeFileSync(join(folder, 'templates/NOTES.txt'), 'Well done: {{ .Values.x }}');
      writeFileSync(join(folder, 'templates/_helpers.tpl'), '{{ define "a" }}');
      writeFileSync(join(folder, 'b/templates/mail.html'), '<p>');
    });
    const unrendered = {
      read: [],
      unread: ['Chart.yaml: it has Helm render its templates: read what helm template writes'],
      without: [],
    };

    test('of which no template asks for anything is read, whatever its templates are called, and nothing else is', () => {
      expect(read()).toEqual({ read: ['templates/a.txt'], unread: [], without: ['Chart.yaml'] });
    });

    test('with a template that asks for a value is unread, and is told once', () => {
      writeFileSync(join(folder, 'templates/b'), 'kind: {{ .Values.kind }}\n');
      expect(read()).toEqual(unrendered);
    });

    test('with another one packed in it is unread, and is told once', () => {
      writeFileSync(join(folder, 'charts/a.tgz'), Buffer.from([0x1f, 0x8b]));
      expect(read()).toEqual(unrendered);
    });
  });

  test('a program that Argo CD would run is unread', () => {
    writeFileSync(join(folder, 'a.jsonnet'), '{}');
    expect(read().unread).toEqual(['a.jsonnet: it is a program in jsonnet, which Argo CD would run']);
  });

  test('a folder that is called like a file is read', () => {
    mkdirSync(join(folder, 'x.yaml'));
    writeFileSync(join(folder, 'x.yaml/a.yaml'), SECRET);
    expect(read().read).toEqual(['x.yaml/a.yaml']);
  });

  test('links are followed inside of the project, and told where they lead nowhere or out of it', () => {
    writeFileSync(join(folder, 'b/a.yaml'), SECRET);
    symlinkSync('b', join(folder, 'again'));
    symlinkSync('.', join(folder, 'b/dot'));
    symlinkSync('..', join(folder, 'b/up'));
    symlinkSync('circle.yaml', join(folder, 'circle.yaml'));
    symlinkSync('nowhere', join(folder, 'gone.yaml'));
    symlinkSync(tmpdir(), join(folder, 'out'));
    expect(read()).toEqual({
      read: ['again/a.yaml', 'b/a.yaml'],
      unread: [
        'circle.yaml: its links lead in a circle',
        'gone.yaml: it is a link to nothing',
        'out: it is a link that leads out of the project',
      ],
      without: [],
    });
  });

  test('a device is unread', () => {
    expect(readManifests(['/dev/zero']).problems).toEqual([
      { file: '/dev/zero', line: 1, column: 1, message: 'it is no file but a device' },
    ]);
  });

  test('a file that is larger than a manifest can be is unread', () => {
    writeFileSync(join(folder, 'a.yaml'), Buffer.alloc(32 * 1024 * 1024 + 1, 35));
    expect(read().unread).toEqual(['a.yaml: it is larger than 32 MiB: split it']);
  });

  test('what is more together than a run can take is unread', () => {
    const document = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\nx: ['${','.repeat(400_000)}']\n`;
    const names = Array.from({ length: 9 }, (_, i) => `${i}.yaml`);
    for (const name of names) writeFileSync(join(folder, name), document);
    const { read: readable, unread } = read();
    expect(readable).toEqual(names.slice(0, 8));
    expect(unread).toEqual([expect.stringMatching(/^8\.yaml: more than 300000 objects, or 3000000 lines, /)]);
  });

  test('one that does not exist is an error', () => {
    expect(() => readManifests([join(folder, 'nowhere')])).toThrow(/nowhere: there is no such file or folder$/);
  });
});
