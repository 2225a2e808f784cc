package main

import (
	"context"

	"k8s.io/apimachinery/pkg/util/validation/field"
	pvcutil "k8s.io/kubernetes/pkg/api/persistentvolumeclaim"
	podutil "k8s.io/kubernetes/pkg/api/pod"
	"k8s.io/kubernetes/pkg/apis/apps"
	appsvalidation "k8s.io/kubernetes/pkg/apis/apps/validation"
	"k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/apis/core/validation"
)

// A kind with a template of pods, which all its parts are about.
type workload[Object any] struct {
	template func(object *Object) *core.PodTemplateSpec
	path     *field.Path
	prepare  func(object *Object)
	validate func(object *Object, pods validation.PodValidationOptions) field.ErrorList
	// Besides those for the template.
	warnings func(object *Object) []string
}

var podsOfSpec = field.NewPath("spec", "template")

func ofPods[Object any](one workload[Object]) builtIn {
	return of(strategy[Object]{
		prepare: func(object *Object) {
			if one.prepare != nil {
				one.prepare(object)
			}
			podutil.DropDisabledTemplateFields(one.template(object), nil)
		},
		validate: func(object *Object) field.ErrorList {
			return one.validate(object, podutil.GetValidationOptionsFromPodTemplate(one.template(object), nil))
		},
		warnings: func(ctx context.Context, object *Object) []string {
			warnings := podutil.GetWarningsForPodTemplate(ctx, one.path, one.template(object), nil)
			if one.warnings != nil {
				warnings = append(one.warnings(object), warnings...)
			}
			return warnings
		},
	})
}

var podTemplate = ofPods(workload[core.PodTemplate]{
	template: func(template *core.PodTemplate) *core.PodTemplateSpec { return &template.Template },
	path:     field.NewPath("template"),
	validate: validation.ValidatePodTemplate,
})

var replicationController = ofPods(workload[core.ReplicationController]{
	template: func(controller *core.ReplicationController) *core.PodTemplateSpec { return controller.Spec.Template },
	path:     podsOfSpec,
	prepare: func(controller *core.ReplicationController) {
		controller.Status = core.ReplicationControllerStatus{}
	},
	validate: validation.ValidateReplicationController,
	warnings: func(controller *core.ReplicationController) []string {
		return warningsForName(controller.Name, inNamesOfPods)
	},
})

var deployment = ofPods(workload[apps.Deployment]{
	template: func(deployment *apps.Deployment) *core.PodTemplateSpec { return &deployment.Spec.Template },
	path:     podsOfSpec,
	prepare:  func(deployment *apps.Deployment) { deployment.Status = apps.DeploymentStatus{} },
	validate: appsvalidation.ValidateDeployment,
	warnings: func(deployment *apps.Deployment) []string { return warningsForName(deployment.Name, inNamesOfPods) },
})

var replicaSet = ofPods(workload[apps.ReplicaSet]{
	template: func(set *apps.ReplicaSet) *core.PodTemplateSpec { return &set.Spec.Template },
	path:     podsOfSpec,
	prepare:  func(set *apps.ReplicaSet) { set.Status = apps.ReplicaSetStatus{} },
	validate: appsvalidation.ValidateReplicaSet,
	warnings: func(set *apps.ReplicaSet) []string { return warningsForName(set.Name, inNamesOfPods) },
})

var daemonSet = ofPods(workload[apps.DaemonSet]{
	template: func(set *apps.DaemonSet) *core.PodTemplateSpec { return &set.Spec.Template },
	path:     podsOfSpec,
	prepare: func(set *apps.DaemonSet) {
		set.Status = apps.DaemonSetStatus{}
		set.Spec.TemplateGeneration = max(set.Spec.TemplateGeneration, 1)
	},
	validate: appsvalidation.ValidateDaemonSet,
})

var statefulSet = ofPods(workload[apps.StatefulSet]{
	template: func(set *apps.StatefulSet) *core.PodTemplateSpec { return &set.Spec.Template },
	path:     podsOfSpec,
	prepare: func(set *apps.StatefulSet) {
		set.Status = apps.StatefulSetStatus{}
		dropDisabledStatefulSetFields(set)
	},
	validate: validateStatefulSet,
	warnings: func(set *apps.StatefulSet) []string {
		var warnings []string
		for i, claim := range set.Spec.VolumeClaimTemplates {
			path := field.NewPath("spec", "volumeClaimTemplates").Index(i)
			warnings = append(warnings, pvcutil.GetWarningsForPersistentVolumeClaimSpec(path, claim.Spec)...)
		}
		return warnings
	},
})
