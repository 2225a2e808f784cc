import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { adoptionOf } from '../../../cli/adopt/adoption';
import { compareObjects } from '../../../cli/adopt/round-trip/comparison';
import { readManifests } from '../../../cli/manifests/read-files';
import { sampled } from '../../property-runs';
import { synthesized } from './in-process';

const VALID = join(__dirname, '../../fixtures/adopt/valid');

describe('what is right comes out as it goes in', () => {
  test.each(sampled(readdirSync(VALID).sort()))('%s', (file) => {
    const { adopted, files, findings } = adoptionOf(readManifests([join(VALID, file)]), {
      extension: '',
      includeRest: false,
    });
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(adopted.length).toBeGreaterThan(0);
    expect(compareObjects(adopted, synthesized(files))).toEqual([]);
  });
});
