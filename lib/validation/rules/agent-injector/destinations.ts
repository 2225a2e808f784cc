import { destinationFolder, destinationOf } from '../../../model/delivery/agent-injector';
import { agentConfigurationsOf, askingPodsOf, CONFIG_KEY } from '../../../model/delivery/injected-pods';
import { isLeftOpen } from '../../../model/delivery/left-open';
import { isForWindows } from '../../../model/delivery/windows-pods';
import { quotedName, quotedText } from '../../../text/key-name';
import { ruleOn, Severity } from '../../rule';
import { injectedExample, otherConfiguration } from './injected';

const PATH = '/run/api/env';

export const J7 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A file of an injected agent lies in a folder, by its whole path',
  why: 'The injector mounts the folder of the file into each container, and refuses the pod where there is none: no pod ever starts.',
  source: 'Infisical/infisical-agent-injector v0.1.12: pkg/agent/agent.go (ValidateConfigMap)',
  bad: injectedExample({}, otherConfiguration(PATH, '/secrets')),
  good: injectedExample({}, otherConfiguration(PATH, '/secrets/env')),
  check: (app, report) => {
    for (const { configuration, configMap, pod } of agentConfigurationsOf(app)) {
      if (isForWindows(pod.workload)) continue;
      for (const { destination } of configuration.templates) {
        const { value } = destination;
        if (!value || isLeftOpen(value) || (value.startsWith('/') && value.split('/').length > 2)) continue;
        const problem = value.startsWith('/') ? 'lies in no folder' : 'is relative';
        const { at, lineInText } = configuration.placeOf(destination.path);
        report(
          configMap,
          { at, lineInText },
          `the destination-path ${quotedText(value)} in ${CONFIG_KEY} ${problem}, with which the injector refuses the pod: write one such as /run/secrets/env`,
        );
      }
    }
  },
});

/** The volumes that the injector has put into a pod, which an export of a cluster shows. */
const OWN_VOLUME = /^infisical-secrets(?:-\d+)?$/;

/** What an image has there, no container does without. */
const OF_IMAGES =
  /^\/(?:bin|boot|dev|etc|home|lib|lib32|lib64|opt|proc|root|sbin|sys|usr|usr\/(?:bin|lib|local|sbin|share)|usr\/local\/(?:bin|lib)|var|var\/(?:lib|run))?$/;

export const J15 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'The folder of an agent’s file is for it alone',
  why: 'The injector mounts an empty folder there: it hides what the image has; and where a container mounts something there itself, it leaves that as it is, and the file is not seen.',
  source: 'Infisical/infisical-agent-injector v0.1.12: pkg/agent/agent.go (ContainerVolumeMounts)',
  bad: injectedExample({}, otherConfiguration(PATH, '/etc/api.env')),
  good: injectedExample({}, otherConfiguration(PATH, '/etc/api/env')),
  check: (app, report) => {
    for (const { configuration, configMap } of agentConfigurationsOf(app)) {
      configuration.templates.forEach((template, i) => {
        const folder = destinationFolder(destinationOf(template, i, configuration.templates.length));
        if (!OF_IMAGES.test(folder)) return;
        const { at, lineInText } = configuration.placeOf(template.destination.path);
        const message = `an empty folder is mounted at ${folder || '/'} for the file of a template in ${CONFIG_KEY}, which hides what the image has there: give the file a folder of its own`;
        report(configMap, { at, lineInText }, message);
      });
    }
    for (const { workload, configuration } of askingPodsOf(app)) {
      const paths = (configuration?.templates ?? []).map((one, i, { length }) => destinationOf(one, i, length));
      for (const { name, mounts } of workload.containers) {
        const hidden = mounts.find(
          ({ path, volume }) => !OWN_VOLUME.test(volume) && paths.some((file) => destinationFolder(file) === path),
        );
        if (hidden === undefined) continue;
        report(
          workload.resource,
          hidden.field,
          `container ${quotedName(name)} mounts something else at ${quotedText(hidden.path)}, where the agent writes a file: the container does not see it; mount it elsewhere`,
        );
      }
    }
  },
});
