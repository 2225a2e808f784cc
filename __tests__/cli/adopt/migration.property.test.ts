import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { adoptionOf } from '../../../cli/adopt/adoption';
import { compareObjects } from '../../../cli/adopt/round-trip/comparison';
import { readManifests } from '../../../cli/manifests/read-files';
import { sampled } from '../../property-runs';
import { synthesized } from './in-process';

const VALID = join(__dirname, '../../fixtures/adopt/valid');

test.each(sampled(readdirSync(VALID).sort()))(
  'moved to v1beta1, %s writes the same Secrets, and leaves the rest as it is',
  (file) => {
    const read = readManifests([join(VALID, file)]);
    const { adopted, files, migration } = adoptionOf(read, { extension: '', includeRest: false, migrate: true });
    expect(compareObjects(adopted, synthesized(files), migration?.migrated)).toEqual([]);
  },
);
