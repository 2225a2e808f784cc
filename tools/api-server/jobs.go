package main

import (
	"context"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/kubernetes/pkg/api/job"
	podutil "k8s.io/kubernetes/pkg/api/pod"
	"k8s.io/kubernetes/pkg/apis/batch"
	"k8s.io/kubernetes/pkg/apis/batch/validation"
)

var oneJob = of(strategy[batch.Job]{
	prepare: func(one *batch.Job) {
		generateSelector(one)
		one.Status = batch.JobStatus{}
		dropDisabledJobFields(&one.Spec)
		podutil.DropDisabledTemplateFields(&one.Spec.Template, nil)
	},
	validate: validateJob,
	warnings: func(ctx context.Context, one *batch.Job) []string {
		return append(
			warningsForName(one.Name, inNamesOfPods),
			job.WarningsForJobSpec(ctx, field.NewPath("spec"), &one.Spec, nil)...)
	},
})

var cronJob = of(strategy[batch.CronJob]{
	prepare: func(one *batch.CronJob) {
		one.Status = batch.CronJobStatus{}
		dropDisabledCronJobFields(&one.Spec.JobTemplate.Spec)
		podutil.DropDisabledTemplateFields(&one.Spec.JobTemplate.Spec.Template, nil)
	},
	validate: func(one *batch.CronJob) field.ErrorList {
		pods := podutil.GetValidationOptionsFromPodTemplate(&one.Spec.JobTemplate.Spec.Template, nil)
		return validation.ValidateCronJobCreate(one, pods)
	},
	warnings: func(ctx context.Context, one *batch.CronJob) []string {
		return append(
			warningsForName(one.Name, inNamesOfPods),
			job.WarningsForJobSpec(ctx, field.NewPath("spec", "jobTemplate", "spec"), &one.Spec.JobTemplate.Spec, nil)...)
	},
})

// As generateSelectorIfNeeded of pkg/registry/batch/job.
func generateSelector(job *batch.Job) {
	if *job.Spec.ManualSelector {
		return
	}
	if job.Spec.Template.Labels == nil {
		job.Spec.Template.Labels = map[string]string{}
	}
	generated := map[string]string{
		batch.LegacyJobNameLabel:       job.Name,
		batch.JobNameLabel:             job.Name,
		batch.LegacyControllerUidLabel: string(job.UID),
		batch.ControllerUidLabel:       string(job.UID),
	}
	for key, value := range generated {
		if _, found := job.Spec.Template.Labels[key]; !found {
			job.Spec.Template.Labels[key] = value
		}
	}
	if job.Spec.Selector == nil {
		job.Spec.Selector = &metav1.LabelSelector{}
	}
	if job.Spec.Selector.MatchLabels == nil {
		job.Spec.Selector.MatchLabels = map[string]string{}
	}
	if _, found := job.Spec.Selector.MatchLabels[batch.ControllerUidLabel]; !found {
		job.Spec.Selector.MatchLabels[batch.ControllerUidLabel] = string(job.UID)
	}
}
