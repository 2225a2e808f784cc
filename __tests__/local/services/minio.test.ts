import { BackingService } from '../../../lib';
import { composeService, composeSnippet, outdented } from './compose-snippet';

test('MinIO, as compose gets it', () => {
  const storage = BackingService.minio({
    ...{ userKey: 'S3_ACCESS_KEY', passwordKey: 'S3_SECRET_KEY' },
    ...{ port: 9000, consolePort: 9001 },
  });
  expect(composeSnippet({ storage })).toBe(outdented`
    services:
      storage:
        image: pgsty/silo:RELEASE.2026-09-16T00-00-00Z
        command:
          - server
          - /data
          - --console-address
          - :9001
        ports:
          - 127.0.0.1:9000:9000
          - 127.0.0.1:9001:9001
        environment:
          MINIO_ROOT_PASSWORD: <key S3_SECRET_KEY>
          MINIO_ROOT_USER: <key S3_ACCESS_KEY>
        volumes:
          - storage-data:/data
        healthcheck:
          test:
            - CMD
            - mc
            - ready
            - local
          interval: 5s
          timeout: 20s
          retries: 5
          start_period: 60s
        restart: unless-stopped
    volumes:
      storage-data: {}
  `);
});

test('another image of it', () => {
  const minio = BackingService.minio({
    ...{ image: 'registry.example.com:5000/minio/minio', tag: 'RELEASE.2025-09-07T16-13-09Z' },
    passwordKey: 'S3_SECRET_KEY',
  });
  expect(composeService(minio).image).toBe('registry.example.com:5000/minio/minio:RELEASE.2025-09-07T16-13-09Z');
});
