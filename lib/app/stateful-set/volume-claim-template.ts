import type { Size } from 'cdk8s';
import type { PersistentVolumeAccessMode, PersistentVolumeMode } from 'cdk8s-plus-28';

/**
 * A volume that each pod of a StatefulSet has of its own, and gets back when it is made anew. Containers have it by
 * `volumeMounts`, under its `name`.
 */
export interface VolumeClaimTemplate {
  /**
   * Name of the volume, by which `volumeMounts` refer to it.
   */
  readonly name: string;

  /**
   * Size of the volume, written in the largest unit that holds it: `Size.gibibytes(10)` as `10Gi`. Give exactly one of
   * `size` and `sizeText` (rule N5).
   *
   * @default - `sizeText`
   */
  readonly size?: Size;

  /**
   * Size of the volume as Kubernetes writes quantities, where `size` cannot say it: `10G`. Give exactly one of
   * `size` and `sizeText` (rule N5).
   *
   * @default - `size`
   */
  readonly sizeText?: string;

  /**
   * Who may mount the volume at the same time.
   *
   * @default [PersistentVolumeAccessMode.READ_WRITE_ONCE]
   */
  readonly accessModes?: PersistentVolumeAccessMode[];

  /**
   * Name of the storage class.
   *
   * @default - not written: that of the cluster
   */
  readonly storageClassName?: string;

  /**
   * Whether the volume is a file system or a block device.
   *
   * @default - not written: a file system
   */
  readonly volumeMode?: PersistentVolumeMode;

  /**
   * Labels of the claims.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations of the claims.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
}
