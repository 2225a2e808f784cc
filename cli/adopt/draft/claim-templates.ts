import { scalarText } from '../../../lib/json/scalar';
import type { Field } from '../../../lib/model/field';
import type { Code } from '../../typescript/code';
import { type Props, plus, props } from './expressions';
import { textsCode } from './metadata';
import { sizeCode } from './resources';

/** The claims that a StatefulSet makes for each pod; undefined where there are none, or one of them cannot be said. */
export function claimTemplatesCode(list: Field): Code {
  const all = list.items().map(claimTemplateProps);
  return all.length === 0 || all.includes(undefined) ? undefined : (all as Props[]);
}

function claimTemplateProps(template: Field): Props | undefined {
  const [metadata, spec] = [template.at('metadata'), template.at('spec')];
  const { value: name } = metadata.text('name');
  const modes = spec
    .at('accessModes')
    .items()
    .map(({ raw }) => ACCESS_MODES.get(raw));
  if (name === undefined || modes.includes(undefined)) return undefined;
  const storage = spec.at('resources', 'requests', 'storage');
  return props({
    name,
    ...(storage.isGiven && sizeProps(scalarText(storage.raw))),
    accessModes: modes.length > 0 ? modes : undefined,
    storageClassName: spec.text('storageClassName').value,
    volumeMode: VOLUME_MODES.get(spec.at('volumeMode').raw),
    labels: textsCode(metadata.object('labels').value),
    annotations: textsCode(metadata.object('annotations').value),
  });
}

/** By number where that comes out as the same text. */
function sizeProps(size: string): Props {
  const [, digits] = /^([1-9]\d*)[MG]i$/.exec(size) ?? [];
  const isExact = digits !== undefined && Number(digits) % 1_024 !== 0;
  return isExact ? { size: sizeCode(size) } : { sizeText: size };
}

const ACCESS_MODES: ReadonlyMap<unknown, Code> = new Map([
  ['ReadOnlyMany', plus('PersistentVolumeAccessMode.READ_ONLY_MANY')],
  ['ReadWriteMany', plus('PersistentVolumeAccessMode.READ_WRITE_MANY')],
  ['ReadWriteOnce', plus('PersistentVolumeAccessMode.READ_WRITE_ONCE')],
  ['ReadWriteOncePod', plus('PersistentVolumeAccessMode.READ_WRITE_ONCE_POD')],
]);

const VOLUME_MODES: ReadonlyMap<unknown, Code> = new Map([
  ['Block', plus('PersistentVolumeMode.BLOCK')],
  ['Filesystem', plus('PersistentVolumeMode.FILE_SYSTEM')],
]);
