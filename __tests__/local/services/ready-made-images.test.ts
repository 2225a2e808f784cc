import { BackingService, type LocalService } from '../../../lib';
import { READY_MADE_IMAGES, type ReadyMadeImage } from '../../../lib/local/services/ready-made-images';
import { composeService } from './compose-snippet';

const FACTORIES = BackingService as unknown as { readonly [factory: string]: (options: object) => LocalService };

test('there is one for each factory', () => {
  const others = ['length', 'name', 'prototype'];
  const factories = Object.getOwnPropertyNames(BackingService).filter((name) => !others.includes(name));
  expect(READY_MADE_IMAGES.map(({ factory }) => factory)).toEqual(factories);
});

describe.each(READY_MADE_IMAGES.map((image) => [image.factory, image] as const))('%s', (factory, image) => {
  const serviceOf = (options: object) => composeService(FACTORIES[factory]({ ...requiredOptions(image), ...options }));

  test('has the variables of its options, as keys and plain where they can be', () => {
    const entries = Object.entries(image.variables);
    const secrets = Object.fromEntries(entries.map(([variable, option]) => [`${option}Key`, variable]));
    const { virtualHostKey, ...keys } = secrets;
    const { environment = {} } = serviceOf({
      ...keys,
      ...(virtualHostKey && { virtualHost: '<key RABBITMQ_DEFAULT_VHOST>' }),
    });
    expect(environment).toMatchObject(Object.fromEntries(entries.map(([variable]) => [variable, `<key ${variable}>`])));
  });

  test('publishes the ports of its options', () => {
    const entries = Object.entries(image.ports);
    const options = Object.fromEntries(entries.map(([, option], i) => [option, 7001 + i]));
    const inside = serviceOf(options).ports.map((port: string) => port.split(':').slice(2).join(':'));
    // The port of the media of WebRTC is the same inside.
    const published = entries.map(([port], i) => (port === '8189/udp' ? `${7001 + i}/udp` : port));
    expect(inside.sort()).toEqual(published.sort());
  });

  test('has its image, its data and its command', () => {
    const tag = '17.1-pg17';
    const { image: name, volumes, command = [] } = serviceOf({ tag, volume: 'kept', record: true, args: ['--last'] });
    expect(name).toBe(`${image.repository}:${tag}`);
    expect(image.repositories).toContain(image.repository);
    expect(volumes[0]).toBe(`kept:${image.dataPath(tag)}`);
    expect(command).toEqual([...image.command, '--last']);
  });
});

test.each(READY_MADE_IMAGES.filter(({ scripts }) => scripts).map((image) => [image.factory, image] as const))(
  '%s runs the scripts that it names',
  (factory, image) => {
    const initScripts = (image.scripts ?? []).map((ending) => `./a${ending}`);
    const { volumes } = composeService(FACTORIES[factory]({ ...requiredOptions(image), initScripts }));
    expect(volumes).toHaveLength(initScripts.length + 1);
  },
);

function requiredOptions({ required }: ReadyMadeImage) {
  return Object.fromEntries(required.map((option) => [option, 'PASSWORD']));
}
