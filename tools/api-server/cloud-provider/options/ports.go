// Package options stands in for the package of this name, of which the validation of Kubernetes 1.29 reads this one number:
// the real one would bring the whole server of etcd and gRPC with it, which doubles the build.
package options

// CloudControllerManagerWebhookPort is what the real package says.
const CloudControllerManagerWebhookPort = 10260
