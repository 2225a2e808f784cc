import { shownText } from '../../../text/shown';
import { simpleText } from '../../../text/simple-text';
import { checkOf, from, givenText, requiredValue, tell, text } from '../../constraints';
import type { RuleOn } from '../../rule';

type PartCheck = RuleOn<'part'>['check'];

const INITIATORS = [
  ['iqn', /iqn\.\d{4}-\d{2}\.[0-9A-Za-z.-]+:[^,;*&$|\s]+$/],
  ['eui', /^eui.[0-9A-Za-z]{16}$/],
  ['naa', /^naa.[0-9A-Za-z]{32}$/],
] as const;

const initiatorProblem = (name: string) => {
  const [, form] = INITIATORS.find(([prefix]) => name.startsWith(prefix)) ?? [];
  return form?.test(name) ? undefined : 'must be a name that starts with "iqn.", "eui." or "naa."';
};

const checkFields = checkOf({
  targetPortal: requiredValue('write the address of the portal'),
  iqn: requiredValue('write the name of the target', text(initiatorProblem)),
  lun: from(0, 255),
  initiatorName: givenText(initiatorProblem),
});

/** What a disk of iSCSI needs, in a pod as in a PersistentVolume. */
export const checkIscsi: PartCheck = (part, report, app) => {
  checkFields(part, report, app);
  const { field, holder, resource } = part;
  const [portal, secret] = [field.at('targetPortal'), field.at('secretRef')];
  const isAsked = field.at('chapAuthDiscovery').raw === true || field.at('chapAuthSession').raw === true;
  if (isAsked && !secret.isGiven) tell(report, secret, 'is missing: CHAP needs a Secret');
  const isPersistent = holder?.type === 'PersistentVolumeSpec';
  const volume = isPersistent ? resource.manifest.metadata.name : holder?.field.at('name').raw;
  const label = `${simpleText(volume ?? '')}:${simpleText(portal.raw ?? '')}`;
  if (field.at('initiatorName').isGiven && label.length > 64) {
    const most = 'of the volume, 64 characters are allowed beside an initiatorName';
    tell(report, portal, `makes ${shownText(label)} ${most}`);
  }
};
