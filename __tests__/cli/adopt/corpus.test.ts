import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { adoptionOf } from '../../../cli/adopt/adoption';
import { comparison } from '../../../cli/adopt/round-trip/comparison';
import { readManifests } from '../../../cli/manifests/read-manifests';
import { synthesized } from './in-process';

const VALID = join(__dirname, '../../fixtures/adopt/valid');
const OPTIONS = { extension: '', includeRest: false } as const;

describe('what goes in comes out', () => {
  test.each(readdirSync(VALID).sort())('%s', (file) => {
    const adoption = adoptionOf(readManifests([join(VALID, file)]), OPTIONS);
    const errors = adoption.findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ line, rule, message }) => `${relative(VALID, file)}:${line} ${rule} ${message}`)).toEqual([]);
    expect(adoption.adopted.length).toBeGreaterThan(0);
    expect(comparison(adoption.adopted, synthesized(adoption.files))).toEqual([]);
  });
});
