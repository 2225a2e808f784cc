import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiObject, App } from 'cdk8s';
import { SyncedSecret } from '../../lib';
import { SYNC } from '../declarations';
import { validationErrors } from './validation-errors';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'other-cdk8s-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('an app of another copy of cdk8s, whose writer is out of reach', () => {
  let other: typeof import('cdk8s');
  beforeAll(() => {
    const constructs = jest.requireActual('constructs');
    jest.isolateModules(() => {
      jest.doMock('constructs', () => constructs);
      other = require('cdk8s');
      jest.dontMock('constructs');
    });
  });

  function filled(data: object): App {
    const app = new other.App({ outdir: folder });
    expect(app).not.toBeInstanceOf(App);
    const chart = new other.Chart(app, 'shop', { namespace: 'shop' });
    new SyncedSecret(chart, 'api', SYNC);
    new other.ApiObject(chart, 'config', { apiVersion: 'example.com/v1', kind: 'Configuration', ...data });
    return app;
  }

  test('is written, with texts that are read alike', () => {
    filled({ data: { MODE: 'production' } }).synth();
    expect(readFileSync(join(folder, 'shop.k8s.yaml'), 'utf8')).toContain('MODE: production');
  });

  test('is an error with others, which it names', () => {
    const app = filled({ data: { MODE: '0o17', '-_6': 'a' } });
    const remedy = 'have one copy of cdk8s installed for the app and for cdk8s-infisical (npm ls cdk8s)';
    for (const run of [() => app.synth(), () => app.synthYaml()]) {
      expect(validationErrors(run)).toEqual([
        `[shop/config] the key data.-_6 is written so that some readers take it for something else: ${remedy}`,
        `[shop/config] data.MODE is written so that some readers take it for something else: ${remedy}`,
      ]);
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is an error with what no file can hold', () => {
    const app = filled({ data: { MODE: 'a\ud800' } });
    expect(validationErrors(() => app.synth())).toEqual([
      '[shop/config] data.MODE has half of a character (U+D800), which no file can hold: write the whole character, or take it out',
    ]);
  });

  test('is an error with what YAML has no form for, beside what else is wrong', () => {
    const app = filled({ metadata: { name: 'Config' } });
    const config = app.node.findChild('shop').node.findChild('config') as ApiObject;
    const own = config.toJson.bind(config);
    config.toJson = () => ({ ...own(), data: { MODE: () => 'production' } });
    expect(validationErrors(() => app.synth())).toEqual([
      expect.stringMatching(/^\[shop\/config\] the name of the Configuration "Config" must be .* \(N1\)$/),
      '[shop/config] data.MODE is a function, which no file can hold: write text, a number, a list or an object',
    ]);
  });
});
