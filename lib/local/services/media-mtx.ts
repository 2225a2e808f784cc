import { FLAG, listOf, PORT, TEXT } from '../../props/prop-types';
import type { LocalService } from '../local-service';
import type { BackingServiceOptions } from './backing-service-options';
import { majorVersion, minorVersion } from './image-tag';
import { COMMON_TYPES } from './option-types';
import { type PublishedPort, readyMade } from './ready-made';

/**
 * Options of a MediaMTX. `port` is that of RTSP, over TCP: Docker replaces the addresses that RTP over UDP needs.
 */
export interface MediaMtxOptions extends BackingServiceOptions {
  /**
   * Port of RTMP on the laptop.
   *
   * @default - none
   */
  readonly rtmpPort?: number;

  /**
   * Port of HLS on the laptop.
   *
   * @default - none
   */
  readonly hlsPort?: number;

  /**
   * Port of WebRTC on the laptop: pages, WHIP and WHEP. The media go over `webRtcUdpPort`.
   *
   * @default - none
   */
  readonly webRtcPort?: number;

  /**
   * Port of the media of WebRTC, over UDP. It is the same in the container, as the server tells it to browsers.
   *
   * @default 8189
   */
  readonly webRtcUdpPort?: number;

  /**
   * Addresses of the laptop that the server tells to browsers, which cannot reach those of the container.
   *
   * @default - `hostIp` where it is one address, else `127.0.0.1`
   */
  readonly webRtcHosts?: string[];

  /**
   * Whether every stream is recorded, to `/recordings` in the volume `<service>-recordings`, or in `volume`. A `volume` is
   * there without it too, for paths that record by themselves.
   *
   * @default false
   */
  readonly record?: boolean;

  /**
   * What a recording is called below `/recordings`, as MediaMTX has it.
   *
   * @default "%path/%Y-%m-%d_%H-%M-%S-%f"
   */
  readonly recordPath?: string;
}

const TYPES = {
  ...COMMON_TYPES,
  ...{ rtmpPort: PORT, hlsPort: PORT, webRtcPort: PORT, webRtcUdpPort: PORT, webRtcHosts: listOf(TEXT) },
  ...{ record: FLAG, recordPath: TEXT },
};
const UDP_PORT = 8189;
const RECORDINGS = '/recordings';

type Options = Partial<MediaMtxOptions> & { readonly tag: string };

// Seen in use: 1.20.1-ffmpeg, of August 2026. The plain image has no shell to check its health with.
export function mediaMtx(options: MediaMtxOptions = {}): LocalService {
  return readyMade<MediaMtxOptions>(options, '1.20.1-ffmpeg', TYPES, [], (checked) => ({
    repository: 'bluenviron/mediamtx',
    ports: portsOf(checked),
    data: checked.record || checked.volume !== undefined ? { path: RECORDINGS, suffix: 'recordings' } : undefined,
    env: { [transportsVariable(checked.tag)]: 'tcp', ...webRtcVariables(checked), ...recordingVariables(checked) },
    test: hasTools(checked.tag) ? ['CMD-SHELL', 'nc -z 127.0.0.1 8554'] : undefined,
  }));
}

function portsOf({ port, rtmpPort, hlsPort, webRtcPort, webRtcUdpPort = UDP_PORT }: Options): PublishedPort[] {
  return [
    [port, 8554],
    [rtmpPort, 1935],
    [hlsPort, 8888],
    [webRtcPort, 8889],
    [webRtcPort === undefined ? undefined : webRtcUdpPort, webRtcUdpPort, 'udp'],
  ];
}

function webRtcVariables({ webRtcPort, webRtcUdpPort = UDP_PORT, webRtcHosts, hostIp = '' }: Options) {
  if (webRtcPort === undefined) return {};
  const isOneAddress = !['', '0.0.0.0', '::', '[::]'].includes(hostIp);
  const hosts = webRtcHosts ?? [isOneAddress ? hostIp.replace(/^\[|\]$/g, '') : '127.0.0.1'];
  return {
    MTX_WEBRTCADDITIONALHOSTS: hosts.join(','),
    MTX_WEBRTCLOCALUDPADDRESS: webRtcUdpPort === UDP_PORT ? undefined : `:${webRtcUdpPort}`,
  };
}

function recordingVariables({ record, recordPath = '%path/%Y-%m-%d_%H-%M-%S-%f' }: Options) {
  if (!record) return {};
  return { MTX_PATHDEFAULTS_RECORD: 'yes', MTX_PATHDEFAULTS_RECORDPATH: `${RECORDINGS}/${recordPath}` };
}

/** The variable has this name since 1.11. */
function transportsVariable(tag: string): string {
  const isOld = majorVersion(tag) === 1 && (minorVersion(tag) ?? 11) < 11;
  return isOld ? 'MTX_PROTOCOLS' : 'MTX_RTSPTRANSPORTS';
}

/** Alpine, with ffmpeg; the other images are empty, or have no nc. */
function hasTools(tag: string): boolean {
  return tag.split('@')[0].endsWith('-ffmpeg');
}
