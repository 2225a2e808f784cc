import { BackingService } from '../../../lib';
import { composeService, composeSnippet, outdented } from './compose-snippet';

test('MediaMTX, as compose gets it', () => {
  const media = BackingService.mediaMtx({
    ...{ port: 8554, rtmpPort: 1935, hlsPort: 8888, webRtcPort: 8889 },
    record: true,
  });
  expect(composeSnippet({ media })).toBe(outdented`
    services:
      media:
        image: bluenviron/mediamtx:1.20.1-ffmpeg
        ports:
          - 127.0.0.1:8554:8554
          - 127.0.0.1:1935:1935
          - 127.0.0.1:8888:8888
          - 127.0.0.1:8889:8889
          - 127.0.0.1:8189:8189/udp
        environment:
          MTX_PATHDEFAULTS_RECORD: yes
          MTX_PATHDEFAULTS_RECORDPATH: /recordings/%path/%Y-%m-%d_%H-%M-%S-%f
          MTX_RTSPTRANSPORTS: tcp
          MTX_WEBRTCADDITIONALHOSTS: 127.0.0.1
        volumes:
          - media-recordings:/recordings
        healthcheck:
          test:
            - CMD-SHELL
            - nc -z 127.0.0.1 8554
          interval: 5s
          timeout: 20s
          retries: 5
          start_period: 60s
        restart: unless-stopped
    volumes:
      media-recordings: {}
  `);
});

describe('WebRTC', () => {
  test('has one port for its media, in the container too', () => {
    const { ports, environment } = composeService(BackingService.mediaMtx({ webRtcPort: 9000, webRtcUdpPort: 9001 }));
    expect(ports).toEqual(['127.0.0.1:9000:8889', '127.0.0.1:9001:9001/udp']);
    expect(environment).toMatchObject({ MTX_WEBRTCLOCALUDPADDRESS: ':9001' });
  });

  test.each([
    [{ hostIp: '192.168.1.5' }, '192.168.1.5'],
    [{ hostIp: '[fd00::5]' }, 'fd00::5'],
    [{ hostIp: '0.0.0.0' }, '127.0.0.1'],
    [{ hostIp: '0.0.0.0', webRtcHosts: ['192.168.1.5', 'laptop.local'] }, '192.168.1.5,laptop.local'],
  ])('tells browsers an address of the laptop: %j', (options, hosts) => {
    const { environment } = composeService(BackingService.mediaMtx({ webRtcPort: 8889, ...options }));
    expect(environment.MTX_WEBRTCADDITIONALHOSTS).toBe(hosts);
  });
});

test('recordings go where they are wanted', () => {
  const { volumes, environment } = composeService(
    BackingService.mediaMtx({ record: true, recordPath: '%path/%s', volume: './recordings' }),
  );
  expect(volumes).toEqual(['./recordings:/recordings']);
  expect(environment.MTX_PATHDEFAULTS_RECORDPATH).toBe('/recordings/%path/%s');
  expect(composeService(BackingService.mediaMtx({ volume: 'kept' })).volumes).toEqual(['kept:/recordings']);
  expect(composeService(BackingService.mediaMtx())).not.toHaveProperty('volumes');
});

test('an image without tools is not checked, as nothing in it could', () => {
  for (const tag of ['1.20.1', '1.20.1-rpi', '1.20.1-ffmpeg-rpi', 'latest'])
    expect(composeService(BackingService.mediaMtx({ tag }))).not.toHaveProperty('healthcheck');
  expect(composeService(BackingService.mediaMtx({ tag: 'latest-ffmpeg' }))).toHaveProperty('healthcheck');
});

test.each([
  ['1.10.0-ffmpeg', 'MTX_PROTOCOLS'],
  ['v1.9.3', 'MTX_PROTOCOLS'],
  ['1.11.0-ffmpeg', 'MTX_RTSPTRANSPORTS'],
  ['1-ffmpeg', 'MTX_RTSPTRANSPORTS'],
  ['latest', 'MTX_RTSPTRANSPORTS'],
])('the version %s takes the transport from %s', (tag, variable) => {
  expect(composeService(BackingService.mediaMtx({ tag })).environment).toEqual({ [variable]: 'tcp' });
});
