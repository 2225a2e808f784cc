import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { type EnvironmentOptions, Images, InfisicalProject, type ProjectEnvironment } from '../../lib';

const here = process.cwd();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'images-'));
  mkdirSync(join(folder, 'project/images'), { recursive: true });
  process.chdir(join(folder, 'project'));
});
afterEach(() => {
  process.chdir(here);
  rmSync(folder, { recursive: true });
});

describe('a file', () => {
  test('has the image of a name', () => {
    writeFileSync('images/prod.yaml', 'orders: { image: registry.example/orders:1.4.2 }\n');
    expect(Images.fromFile('images/prod.yaml').of('orders')).toBe('registry.example/orders:1.4.2');
  });

  test('is read once', () => {
    writeFileSync('images/prod.yaml', 'orders: { image: orders:1 }\n');
    const images = Images.fromFile('images/prod.yaml');
    images.of('orders');
    writeFileSync('images/prod.yaml', 'orders: { image: orders:2 }\n');
    expect(images.of('orders')).toBe('orders:1');
  });

  test.each([
    ['ordres', 'images/prod.yaml:1:18: it has no image "ordres": did you mean "orders"?'],
    ['web', 'images/prod.yaml: it has no image "web": it has "orders"'],
    ['__proto__', 'images/prod.yaml: it has no image "__proto__": it has "orders"'],
    ['constructor', 'images/prod.yaml: it has no image "constructor": it has "orders"'],
    [7 as unknown as string, 'images/prod.yaml: the name of an image must be text, found the number 7'],
  ])('has no %s', (name, message) => {
    writeFileSync('images/prod.yaml', 'orders: { image: orders:1 }\n');
    expect(() => Images.fromFile('images/prod.yaml').of(name)).toThrow(expect.objectContaining({ message }));
  });

  test('tells all that is wrong with it', () => {
    writeFileSync('images/prod.yaml', 'orders: { image: orders }\nweb: 1\n');
    expect(() => Images.fromFile('images/prod.yaml').of('orders')).toThrow(
      /^images\/prod.yaml:1:18: orders: .*\nimages\/prod.yaml:2:6: web: found the number 1, write .*$/,
    );
  });

  test.each(['', undefined, 7])('is named: %j is none', (file) => {
    expect(() => Images.fromFile(file as string)).toThrow(
      'Images.fromFile takes the path of a file such as images/prod.yaml',
    );
  });
});

describe('what is no file of the project', () => {
  const refusal = (file = 'images/prod.yaml') => {
    try {
      Images.fromFile(file).of('orders');
      return 'read';
    } catch (error) {
      return (error as Error).message;
    }
  };

  test('nothing', () => {
    expect(refusal()).toMatch(/^images\/prod.yaml: there is no such file: make it, with a line for each image/);
  });

  test('a folder', () => {
    mkdirSync('images/prod.yaml');
    expect(refusal()).toBe('images/prod.yaml: it is no file');
  });

  test('a link that leads out, or whose folder does', () => {
    writeFileSync(join(folder, 'prod.yaml'), 'orders: { image: orders:1 }\n');
    symlinkSync(join(folder, 'prod.yaml'), 'images/prod.yaml');
    symlinkSync(folder, 'linked');
    const out = 'it is a link that leads out of the project, where nothing is read: put the file itself there';
    expect(refusal()).toBe(`images/prod.yaml: ${out}`);
    expect(refusal('linked/prod.yaml')).toBe(`linked/prod.yaml: ${out}`);
    expect(refusal(join(folder, 'project/images/prod.yaml'))).toContain(out);
  });

  test('a link inside of the project is one', () => {
    writeFileSync('images/all.yaml', 'orders: { image: orders:1 }\n');
    symlinkSync('all.yaml', 'images/prod.yaml');
    expect(refusal()).toBe('read');
  });

  test('more than any list', () => {
    writeFileSync('images/prod.yaml', '');
    truncateSync('images/prod.yaml', 2 ** 31);
    expect(refusal()).toBe('images/prod.yaml: it is larger than 1 MiB');
  });

  test('no text', () => {
    writeFileSync('images/prod.yaml', Buffer.from([0xff, 0xfe, 0x00]));
    expect(refusal()).toBe('images/prod.yaml: it is no text in UTF-8');
  });
});

describe('an environment', () => {
  const imagesIn = ({ charts }: ProjectEnvironment) => charts.map((chart) => chart.toJson()[0].data.image);

  function shop(names: readonly string[], options: EnvironmentOptions = {}, image = 'orders') {
    const project = new InfisicalProject({ projectSlug: 'shop' });
    for (const name of names) {
      const environment = project.addEnvironment(name, { namespace: 'shop', ...options });
      const chart = new Chart(environment, 'shop', { namespace: 'shop' });
      configMap(chart, environment.images.of(image));
    }
    return project;
  }

  test('has the images of its file', () => {
    writeFileSync('images/staging.yaml', 'orders: { image: orders:2 }\n');
    writeFileSync('images/prod.yaml', 'orders: { image: orders:1 }\n');
    const project = shop(['staging', 'prod']);
    expect(project.problems()).toEqual([]);
    expect(project.environments.flatMap(imagesIn)).toEqual(['orders:2', 'orders:1']);
  });

  test('has the images that it is given', () => {
    writeFileSync('images/prod.yaml', 'orders: { image: orders:1 }\n');
    const project = shop(['prod-eu', 'prod-us'], { images: Images.fromFile('images/prod.yaml') });
    expect(project.problems()).toEqual([]);
    expect(project.environments.flatMap(imagesIn)).toEqual(['orders:1', 'orders:1']);
  });

  test('has its file where the configuration says', () => {
    writeFileSync('cdk8s-infisical.yaml', 'images: deploy/images\n');
    mkdirSync('deploy/images', { recursive: true });
    writeFileSync('deploy/images/prod.yaml', 'orders: { image: orders:3 }\n');
    const project = shop(['prod']);
    expect(project.problems()).toEqual([]);
    expect(project.environments.flatMap(imagesIn)).toEqual(['orders:3']);
  });

  test('tells what is wrong in all environments, with all else that is wrong', () => {
    writeFileSync('images/staging.yaml', 'orders: { image: orders:2 }\nweb: { image: web }\n');
    const project = shop(['staging', 'prod', 'qa'], {}, 'ordres');
    project.addEnvironment('other', { slug: '' });
    expect(project.problems()).toEqual([
      'staging: [images/staging.yaml:2:15] web: "web" has neither tag nor digest, so that nobody knows what runs: write "web:1.4.2", with the tag that is meant',
      'staging: [images/staging.yaml:1:18] it has no image "ordres": did you mean "orders"?',
      expect.stringMatching(/^prod: \[images\/prod.yaml\] there is no such file: /),
      expect.stringMatching(/^qa: \[images\/qa.yaml\] there is no such file: /),
      expect.stringMatching(/^other: .*slug/),
    ]);
    expect(() => project.synth()).toThrow();
  });

  test('is not asked for a file that nobody needs', () => {
    const project = new InfisicalProject({ projectSlug: 'shop' });
    configMap(new Chart(project.addEnvironment('prod'), 'shop', { namespace: 'shop' }), 'orders:1');
    expect(project.problems()).toEqual([]);
  });

  test('takes nothing else for images', () => {
    const project = shop(['prod'], { images: 'images/prod.yaml' as unknown as Images });
    expect(project.problems()).toContainEqual(expect.stringContaining('images must be an Images'));
  });
});

function configMap(chart: Chart, image: string): void {
  new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shop' }, data: { image } });
}
