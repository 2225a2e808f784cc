import { grouped } from '../../../collections/grouped';
import { secretOf } from '../../../model/delivery/secrets-store-csi/listed-files';
import { mountedFileProblem } from '../../../model/delivery/secrets-store-csi/mounted-file';
import { quotedKey, quotedText } from '../../../text/key-name';
import { ruleOn, Severity } from '../../rule';
import { checkFiles } from './check-files';
import { providing } from './classes';

const MOUNT = 'infisical-csi-provider v0.0.9: internal/provider/provider.go (HandleMountRequest)';

export const D12 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A file of a class is one that the driver writes',
  why: 'The driver refuses what leads out of the volume, or is written in another way than it would write it: each mount fails.',
  source: 'secrets-store-csi-driver v1.6.0: pkg/util/fileutil/writer.go (Validate), atomic_writer.go (validatePath)',
  bad: providing({ secrets: '- { secretKey: TOKEN, fileName: /run/token }\n' }),
  good: providing({ secrets: '- { secretKey: TOKEN, fileName: run/token }\n' }),
  check: checkFiles('any', (files, report) => {
    for (const { fileName, placeOf, isOther } of files) {
      if (fileName === undefined) continue;
      const problem = isOther && fileName.includes('/') ? 'must stand in no folder' : mountedFileProblem(fileName);
      if (problem === undefined) continue;
      const { resource, ...place } = placeOf(isOther ? 'objectAlias' : 'fileName');
      report(resource, place, `the file ${quotedText(fileName)} ${problem}`);
    }
  }),
});

export const D13 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A class lists each secret once',
  why: 'The provider keeps one file for each secret: of several, it writes the last only, and says nothing.',
  source: `${MOUNT}: secretMap by the id of the secret`,
  bad: providing({ secrets: '- { secretKey: TOKEN, fileName: a }\n- { secretKey: TOKEN, fileName: b }\n' }),
  good: providing({ secrets: '- { secretKey: TOKEN, fileName: a }\n- { secretKey: OTHER, fileName: b }\n' }),
  check: checkFiles('official', (files, report) => {
    const complete = files.filter(({ key, fileName }) => key !== undefined && fileName !== undefined);
    for (const [, same] of grouped(complete, secretOf)) {
      const last = same.at(-1);
      for (const { key = '', path, fileName = '', placeOf } of same.filter((one) => one.fileName !== last?.fileName)) {
        const { resource, ...place } = placeOf('fileName');
        const message = `there is no file ${quotedText(fileName)}: the secret ${quotedKey(key)} of ${quotedText(path)} is listed again for ${quotedText(last?.fileName ?? '')}, which is the only one that is written: mount that file twice, or read it from one place`;
        report(resource, place, message);
      }
    }
  }),
});

export const D14 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A class lists each file once',
  why: 'One of the secrets is in the file, and the other nowhere: which one, nobody can say before.',
  source: `${MOUNT}: files in the order of a Go map; secrets-store-csi-driver v1.6.0: pkg/util/fileutil/writer.go (WritePayloads: the last one is written)`,
  bad: providing({ secrets: '- { secretKey: TOKEN, fileName: a }\n- { secretKey: OTHER, fileName: a }\n' }),
  good: providing({ secrets: '- { secretKey: TOKEN, fileName: a }\n- { secretKey: OTHER, fileName: b }\n' }),
  check: checkFiles('any', (files, report) => {
    const complete = files.filter(({ key, fileName }) => key !== undefined && fileName !== undefined);
    for (const [fileName = '', same] of grouped(complete, (file) => file.fileName)) {
      const [first] = same;
      for (const { key = '', placeOf, isOther } of same.filter((one) => secretOf(one) !== secretOf(first))) {
        const { resource, ...place } = placeOf(isOther ? 'objectAlias' : 'fileName');
        const message = `the file ${quotedText(fileName)} is that of ${quotedKey(first.key ?? '')} and of ${quotedKey(key)}: give each a name of its own`;
        report(resource, place, message);
      }
    }
  }),
});
